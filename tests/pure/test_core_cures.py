"""docs/core.md is what the tags `# core:` in the code say."""

import pytest

from devkit import core_cures

CODE = """\
class Move:
    # core: forgets the language (19.0, #1), delete when it
    # remembers.
    @depends
    def words(self):
        # Not a tag
        pass

    def copy(self):
        for one in self:
            # core: copies one by one, all versions, delete when v20.1 does not.
            # The rest is no part of it.
            one.copy()
"""


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "models").mkdir()
    return tmp_path


def test_tags_are_read_with_their_place(checkout):
    (checkout / "models" / "move.py").write_text(CODE)
    cures = core_cures.find(checkout)
    path = "models/move.py"
    assert [tuple(cure) for cure in cures] == [
        (path, "Move.words", "forgets the language (19.0, #1)", "it remembers"),
        (path, "Move.copy", "copies one by one, all versions", "v20.1 does not"),
    ]
    page = core_cures.render(cures)
    assert page.count("## ") == 1
    assert "- `Move.words`: forgets the language (19.0, #1). Delete when it rem" in page


def test_a_tag_without_its_end_is_refused(checkout):
    (checkout / "models" / "move.py").write_text("# core: is slow\nslow = 1\n")
    with pytest.raises(ValueError, match=r"models/move\.py:2"):
        core_cures.find(checkout)


def test_the_page_is_as_the_tags_are():
    assert core_cures.PAGE.read_text() == core_cures.render(core_cures.find())
