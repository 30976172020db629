"""What the documentation names is there: files, pictures, commands, options."""

import argparse
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from devkit import cli, description

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DESCRIPTION = ROOT / "static" / "description"
PAGES = [ROOT / "README.rst", *sorted(DOCS.rglob("*.md")), DESCRIPTION / "index.html"]

LINKS = {
    ".md": r"\]\(([^)\s]+)\)",
    ".rst": r"(?:<|image:: )([^\s<>`]+?)(?:>`_|$)",
    ".html": r"(?:src|href)=\"([^\"]+)\"",
}


def links(page):
    """The relative links of a page, without what follows the file."""
    found = re.findall(LINKS[page.suffix], page.read_text(), re.MULTILINE)
    return {link.partition("#")[0] for link in found if ":" not in link} - {""}


def commands():
    """The parsers of the commands of ./dev, by name."""
    parser = cli.get_parser()
    [choices] = [
        action.choices
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return choices


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page):
    missing = {link for link in links(page) if not (page.parent / link).exists()}
    assert not missing


def test_every_picture_is_shown_somewhere():
    shown = {Path(link).name for page in PAGES for link in links(page)}
    pictures = {path.name for path in DESCRIPTION.glob("*.png")}
    assert not pictures - shown


def test_readme_says_what_it_is_good_for_and_how_to_install_first():
    """Five benefits, installing within the first screen, pictures, the table."""
    text = (ROOT / "README.rst").read_text()
    first = "\n".join(text.splitlines()[:32])
    assert len(re.findall(r"^- \*\*", first, re.MULTILINE)) == 5
    assert "-i account_credit_debit_note" in first
    assert text.index(".. image::") < text.index(".. list-table::")
    for word in ("Enterprise", "Languages", "Odoo 19.0"):
        assert f"**{word}**" in text


def test_pictures_are_small():
    sizes = [path.stat().st_size for path in DESCRIPTION.glob("*.png")]
    assert sum(sizes) < 1_500_000


def test_every_story_has_a_page_and_is_on_the_index():
    pages = {path.name for path in (DOCS / "bookkeeper").glob("*.md")}
    index = {Path(link).name for link in links(DOCS / "README.md")}
    assert len(pages) == 10
    assert pages <= index


def test_every_story_is_walked_by_a_test():
    tests = "".join(path.read_text() for path in ROOT.glob("tests/test_guide_*.py"))
    walked = set(re.findall(r'page = "([\w-]+)"', tests))
    assert walked == {path.stem for path in (DOCS / "bookkeeper").glob("*.md")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_their_options_are_known(page):
    known = commands()
    text = page.read_text()
    calls = re.findall(r"(?:`|^ {4})\./dev ([a-z]+)([^`\n]*)", text, re.MULTILINE)
    for name, rest in calls:
        assert name in known, f"./dev {name}"
        if name in ("test", "suites"):
            continue  # what they do not know goes on to pytest and Odoo
        options = set(re.findall(r"(?<!\S)(--[a-z-]+)", rest))
        assert options <= set(known[name]._option_string_actions), f"./dev {name}"


def test_every_command_is_in_the_developers_guide():
    text = (DOCS / "development.md").read_text()
    assert set(commands()) == set(re.findall(r"\./dev ([a-z]+)", text))


def test_files_of_commands_exist():
    for page in PAGES:
        for path in re.findall(r"\./dev test (tests/\S+?)`", page.read_text()):
            assert (ROOT / path).exists(), path


class Outside(HTMLParser):
    """Collects what a page would fetch or run."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if tag == "script" or name.startswith("on") or tag in ("link", "iframe"):
                self.found.append((tag, name))
            elif name in ("src", "style") and re.search(r"//|url\(", value or ""):
                self.found.append((tag, value))


def test_the_description_is_self_contained():
    reader = Outside()
    reader.feed((DESCRIPTION / "index.html").read_text())
    assert not reader.found


def test_the_description_says_what_the_readme_says():
    """`./dev pictures` writes it anew."""
    assert (DESCRIPTION / "index.html").read_text() == description.render()


def test_every_line_of_the_comparison_is_whole():
    rows = re.findall(r"<tr>(.*?)</tr>", description.render(), re.DOTALL)
    cells = [re.findall(r"<td.*?>(.*?)</td>", row, re.DOTALL) for row in rows[1:]]
    assert len(cells) > 10
    assert {len(row) for row in cells} == {3}
    assert all(re.sub("<.*?>", "", cell) for row in cells for cell in row)
