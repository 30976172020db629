"""The page docs/core.md: what of core this addon cures, from tags in its code.

A cure bears a comment before the code it is about, over as many lines as it needs:

    # core: <what core does, version, issue or PR>, delete when <what has happened>

`python -m devkit.core_cures` writes the page; a test holds it to the tags.
"""

import ast
import re
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from . import layout

PAGE = layout.ROOT / "docs" / "core.md"
FOLDERS = ("models", "wizards", "controllers", "reports")

HEAD = """\
# What core does

Cures of faults and of slowness of Odoo 19 that this addon needs and Odoo may have one
day. Who ports it to another version goes through this list: each cure goes once its
condition holds. Written from the tags `# core:` in the code, by
`python -m devkit.core_cures`.
"""

# All lines of a comment up to the next tag
COMMENT = re.compile(r"^ *# core:.*\n(?:^ *#(?! core:).*\n)*", re.MULTILINE)
# Sentences that follow a tag are not of it
TAG = re.compile(r"core: (?P<what>.+?), delete when (?P<when>.+?)\.?(?:(?<=\.) |$)")


class Cure(NamedTuple):
    path: str
    place: str  # class and method
    what: str
    when: str


def find(root=layout.ROOT):
    """Return the cures of a checkout, by file and place in it.

    :raises ValueError: for a tag that is not as it should be
    """
    files = [file for folder in FOLDERS for file in (root / folder).rglob("*.py")]
    return [
        cure for file in sorted(files) for cure in _read(file, file.relative_to(root))
    ]


def render(cures):
    """Return the page, a section for each file."""
    parts = [HEAD]
    for path, found in groupby(cures, key=attrgetter("path")):
        parts.append(f"\n## [{path}](../{path})\n\n")
        for cure in found:
            where = f"`{cure.place}`: " if cure.place else ""
            parts.append(f"- {where}{cure.what}. Delete when {cure.when}.\n")
    return "".join(parts)


def _read(file, path):
    text = file.read_text()
    for comment in COMMENT.finditer(text):
        words = " ".join(re.sub(r"^ *#", "", comment[0], flags=re.MULTILINE).split())
        line = text.count("\n", 0, comment.end()) + 1
        found = TAG.match(words)
        if not found:
            raise ValueError(f"{path}:{line}: not '# core: …, delete when …'")
        yield Cure(str(path), _place(text, line), found["what"], found["when"])


def _place(text, line):
    """The class and method that a line is in, or the one it is a decorator of."""
    return ".".join(
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and min(n.lineno for n in (*node.decorator_list, node)) <= line
        and line <= node.end_lineno
    )


if __name__ == "__main__":
    PAGE.write_text(render(find()))
