"""Applying credits of which not every one may settle every item; whole steps only.

Credits that may settle the same items form a round: a pair of them and of the keys of
these items. The most restricted round comes first: what only it may use is left to it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from .allocation import Credit, Item, Share, allocate

# Credits, and the keys of the items they may settle
Round: TypeAlias = tuple[list[Credit], frozenset[int]]


def in_rounds(
    credits: Iterable[Credit], allowed: Mapping[int, frozenset[int]]
) -> list[Round]:
    """Return the rounds of some credits.

    :param allowed: by key of a credit, the keys of the items it may settle
    :return: the fewest items first
    """
    rounds: dict[frozenset[int], list[Credit]] = {}
    for credit in credits:
        rounds.setdefault(allowed[credit.key], []).append(credit)
    return [(rounds[keys], keys) for keys in sorted(rounds, key=_restriction)]


def propose(
    strategy: str, rounds: Iterable[Round], items: Iterable[Item]
) -> list[Share]:
    """Propose shares by a strategy, one round after the other.

    :param strategy: a name in ``allocation.STRATEGIES``
    :param rounds: what :func:`in_rounds` returned
    :return: sorted

    >>> from datetime import date
    >>> from .allocation import Credit, Item
    >>> may = date(2025, 5, 31)
    >>> items = [Item(1, 60, may, 11), Item(2, 60, may, 12)]
    >>> credits = [Credit(7, 50, may), Credit(8, 50, may)]
    >>> rounds = in_rounds(credits, {7: frozenset({1, 2}), 8: frozenset({1})})
    >>> [tuple(share) for share in propose("oldest", rounds, items)]
    [(7, 1, 10), (7, 2, 40), (8, 1, 50)]
    """
    found: list[Share] = []
    taken: Counter[int] = Counter()
    items = list(items)
    for credits, keys in rounds:
        remaining = [
            item._replace(amount=item.amount - taken[item.key])
            for item in items
            if item.key in keys and item.amount > taken[item.key]
        ]
        shares = allocate(strategy, credits, remaining)
        taken.update(totals(shares))
        found += shares
    return sorted(found)


def settle(rounds: Iterable[Round], items: Iterable[Item]) -> list[Share]:
    """Return the shares that apply to the items their amounts, or all there is.

    Where the rounds are as those of the rules, each of which splits the items or
    narrows them down, nothing more could be applied in another way.

    :param items: the amounts are what each one gets
    :return: sorted
    """
    return propose("origins", rounds, items)


def totals(shares: Iterable[Share]) -> Counter[int]:
    """Return what every item gets, by its key."""
    found: Counter[int] = Counter()
    for share in shares:
        found[share.item] += share.amount
    return found


def _restriction(keys: frozenset[int]) -> tuple[int, list[int]]:
    return len(keys), sorted(keys)
