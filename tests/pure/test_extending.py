"""The examples of `docs/extending.md` are parts of the addon that is tested."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDON = ROOT / "tests" / "extending" / "account_note_late_delivery"
PAGE = (ROOT / "docs" / "extending.md").read_text()
EXAMPLES = re.findall(r"^```(?:python|xml)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
SUFFIXES = (".py", ".xml")
FILES = [path.read_text() for path in ADDON.rglob("*") if path.suffix in SUFFIXES]


def bare(text):
    """The lines of some code without indentation and empty lines."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_part_of_the_addon(example):
    assert any(bare(example) in bare(text) for text in FILES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_short(example):
    assert len(bare(example).splitlines()) <= 11


def test_every_method_that_the_addon_extends_is_explained():
    extended = {
        name
        for text in FILES
        for name in re.findall(r"super\(\)\.(_\w+)\(", text)
        if not name.startswith("_compute")
    }
    assert not {name for name in extended if f"{name}(" not in PAGE}
