import re

from devkit import installs


def test_each_block_of_commands_is_run_or_says_that_it_is_not():
    text = installs.GUIDE.read_text()
    marked = sum(len(installs.blocks(way)) for way in installs.WAYS)
    left_out = re.findall(r"```sh\n# Not run: .*\n", text)
    assert marked + len(left_out) == text.count("```sh\n")


def test_each_way_begins_with_the_installation():
    for way in installs.WAYS:
        assert "-i account_credit_debit_note" in installs.blocks(way)[0]


def test_the_words_of_the_commands_are_explained():
    text = installs.GUIDE.read_text()
    for way in installs.WAYS:
        for block in installs.blocks(way):
            for word in re.findall(r"\$(\w+)", block):
                assert f"\n{word}=" in text
