"""Numbers of notes: in a series, or after the document that is corrected."""

from __future__ import annotations

import re
from typing import NamedTuple

# What the number of a note puts before that of the document it corrects
LETTERS = {"credit": "R", "debit": "D"}

# Put before the series of notes that follow no document: it begins with none of
# the letters, so no number of the one kind is ever one of the other
OWN_SERIES = "N"

# As core splits a number, see _sequence_fixed_regex of its sequence mixin
_SPLIT = re.compile(r"^(.*?)(\d{0,9})\D*?$", re.DOTALL)
_ORDINAL = re.compile(r"[2-9]|[1-9]\d{1,8}", re.ASCII)


class Chain(NamedTuple):
    """The numbers of the notes on one document, which count up from 1.

    ``base`` is the number of the first; the others add what they are to it.

    >>> chain = Chain.after("INV/2025/00004", "credit")
    >>> chain.format(seq=1), chain.format(seq=2)
    ('RINV/2025/00004', 'RINV/2025/00004-2')
    """

    base: str

    @classmethod
    def after(cls, number: str, side: str) -> Chain:
        """Return the chain of the credit or debit notes on a document."""
        return cls(LETTERS[side] + number)

    @property
    def prefix(self) -> str:
        """What stands for this chain where core keeps the prefix of a series."""
        return f"{self.base}-"

    @property
    def document(self) -> str:
        """The number of the document that the chain follows."""
        return self.base[1:]

    def format(self, *, seq: int, **_values: object) -> str:
        """Return a number, as ``str.format`` does for the series of core.

        Core keeps in mind which numbers it gave by what the format makes of 0.
        """
        return self.base if seq == 1 else f"{self.base}-{seq}"

    def ordinal(self, number: str | None) -> int:
        """Return which of the chain a number is, 0 for none of them.

        >>> chain = Chain("RINV/2025/00004")
        >>> [chain.ordinal(f"RINV/2025/0000{end}") for end in ("4", "4-7", "4-1", "5")]
        [1, 7, 0, 0]
        """
        if number == self.base:
            return 1
        if not number or not number.startswith(self.prefix):
            return 0
        found = _ORDINAL.fullmatch(number.removeprefix(self.prefix))
        return int(found[0]) if found else 0


def split(number: str | None) -> tuple[str, int]:
    """Return prefix and counter of a number, as core takes it apart.

    >>> split("RINV/2025/00004"), split("BILL/7/A"), split("")
    (('RINV/2025/', 4), ('BILL/', 7), ('', 0))
    """
    found = _SPLIT.match(number or "")
    assert found  # it fits any text
    prefix, counter = found.groups()
    return prefix, int(counter or 0)


def split_of_core(chain: Chain, ordinal: int) -> tuple[str, int]:
    """Return prefix and counter by which core goes on from numbers of a chain.

    The first is an ordinary number of the series it looks like. The others are
    none: they count as 0 in it, so that core never counts on from them.

    >>> split_of_core(Chain("RINV/2025/00004"), 1)
    ('RINV/2025/', 4)
    >>> split_of_core(Chain("RINV/2025/00004"), 2)
    ('RINV/2025/', 0)
    """
    prefix, counter = split(chain.base)
    return prefix, counter if ordinal == 1 else 0
