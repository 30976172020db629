"""Open items of a partner by age, in whole steps.

Amounts stand as the partner reads them: what has to be paid is above zero, a credit
below, and what settles an item has the other sign.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from .letter import add_up

# How many days overdue the items of each bucket are at most; the last has no end
BUCKETS = (0, 30, 60, 90)


class Item(NamedTuple):
    key: int
    currency: int
    due: date
    original: int
    settlements: tuple[int, ...]  # in steps

    @property
    def settled(self) -> int:
        return sum(self.settlements)

    @property
    def open(self) -> int:
        return self.original + self.settled


class Table(NamedTuple):
    """The open items of one currency."""

    currency: int
    items: list[Item]
    aged: tuple[int, ...]  # what is open by bucket

    def total(self, column: str) -> int:
        """Return the sum of a column: ``original``, ``settled`` or ``open``."""
        return sum(getattr(item, column) for item in self.items)


class StatementFacts(NamedTuple):
    """What a statement of open items is made of."""

    items: list[Item]  # in the order they print in
    lines: Any  # the open items, or {key: what is printed of it}
    settlements: dict[int, Any]  # by key of the item, or texts in place of documents

    @property
    def amounts(self) -> dict[int, int]:
        """What is open, by currency."""
        return add_up((item.currency, item.open) for item in self.items)


def bucket(due: date, day: date) -> int:
    """Return the place among the buckets of what is due on some day.

    >>> from datetime import date
    >>> today = date(2026, 3, 31)
    >>> [bucket(date(2026, 3, due), today) for due in (31, 30, 1)]
    [0, 1, 1]
    >>> [bucket(date(2026, month, 1), today) for month in (2, 1)]
    [2, 3]
    >>> bucket(date(2025, 12, 30), today)
    4
    """
    overdue = (day - due).days
    return sum(overdue > last for last in BUCKETS)


def tables(items: Iterable[Item], day: date) -> list[Table]:
    """Return what is open on a day, a table for each currency.

    :param items: in the order they print in; those that are settled are left out

    >>> from datetime import date
    >>> may = date(2026, 5, 1)
    >>> items = [Item(1, 1, may, 100, (-30,)), Item(2, 1, may, 50, (-50,))]
    >>> [(table.total("open"), table.aged) for table in tables(items, may)]
    [(70, (70, 0, 0, 0, 0))]
    """
    found: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        if item.open:
            found[item.currency].append(item)
    return [Table(currency, own, _aged(own, day)) for currency, own in found.items()]


def _aged(items: Iterable[Item], day: date) -> tuple[int, ...]:
    sums = [0] * (len(BUCKETS) + 1)
    for item in items:
        sums[bucket(item.due, day)] += item.open
    return tuple(sums)
