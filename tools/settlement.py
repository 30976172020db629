"""How the credit of a note is distributed over what it corrects; whole steps only."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Debt = TypeVar("Debt")
Credit = TypeVar("Credit")

# Types of the accounts on which documents are open
OPEN_ACCOUNT_TYPES = ("asset_receivable", "liability_payable")


def amounts_by_origin(
    total: int, sums: Mapping[Key, int], remainder: bool = False
) -> dict[Key, int]:
    """Return what each origin gets of a note's total, by key.

    The sums of the lines may miss the total by roundings: the last origin takes
    the difference. Where lines without any origin remain, nobody takes it.

    :param total: of the whole note, taxes included
    :param sums: what the lines of each origin come to, in their order
    :param remainder: whether other lines of the note have no origin

    >>> amounts_by_origin(1000, {"a": 333, "b": 333, "c": 333})
    {'a': 333, 'b': 333, 'c': 334}
    >>> amounts_by_origin(1000, {"a": 333, "b": 333}, remainder=True)
    {'a': 333, 'b': 333}
    """
    found = dict(sums)
    if found and not remainder:
        last = list(found)[-1]
        found[last] += total - sum(found.values())
    return found


def pairs(
    amount: int,
    debts: Iterable[tuple[Debt, int]],
    credits: Iterable[tuple[Credit, int]],
) -> list[tuple[Debt, Credit, int]]:
    """Return (debt, credit, amount) by which an amount settles open items.

    :param amount: how much to settle at most; nothing below zero
    :param debts: [(key, open amount)], the first is settled first
    :param credits: [(key, open amount)], the first is used up first

    >>> pairs(80, [("may", 50), ("june", 50)], [("note", 100)])
    [('may', 'note', 50), ('june', 'note', 30)]
    """
    found: list[tuple[Debt, Credit, int]] = []
    waiting = deque(dict(credits).items())
    for debt, is_open in debts:
        while waiting and min(amount, is_open) > 0:
            credit, usable = waiting.popleft()
            taken = min(amount, is_open, usable)
            if taken > 0:
                found.append((debt, credit, taken))
                amount -= taken
                is_open -= taken
            if taken < usable:
                waiting.appendleft((credit, usable - taken))
    return found
