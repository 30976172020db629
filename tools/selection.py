"""Which rows of a document a partial correction keeps, in the document's order."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

# Headings above a row: level and key of each
Path: TypeAlias = tuple[tuple[int, int], ...]

SECTION_LEVELS = {"line_section": 1, "line_subsection": 2}


class Row(NamedTuple):
    """One line of the document that is corrected.

    ``display_type`` is that of ``account.move.line``; ``chosen`` tells whether
    something of a product row is corrected.
    """

    key: int
    display_type: str
    chosen: bool = False


def kept_rows(rows: Iterable[Row]) -> list[int]:
    """Return the keys of the rows that appear on the partial document.

    Chosen products are kept; a section, subsection or note is kept where at
    least one product below the same heading is chosen, so that the document
    shows no heading without content.

    :param rows: in the document's order
    :return: keys in the same order

    >>> kept_rows([Row(1, "line_section"), Row(2, "product", True),
    ...            Row(3, "line_section"), Row(4, "product"), Row(5, "line_note")])
    [1, 2]
    """
    path: Path = ()
    placed: list[tuple[Row, Path]] = []
    alive: set[Path] = set()
    for row in rows:
        level = SECTION_LEVELS.get(row.display_type)
        if level:
            # A heading closes those of its own level and below
            above = tuple(open_ for open_ in path if open_[0] < level)
            path = (*above, (level, row.key))
        placed.append((row, path))
        if row.chosen:
            alive.update(path[:depth] for depth in range(len(path) + 1))
    return [
        row.key
        for row, place in placed
        if (row.chosen if row.display_type == "product" else place in alive)
    ]
