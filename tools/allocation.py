"""By which strategy open credits are applied to open items; whole steps only.

A strategy is a function of credits and items that returns shares. The credits come
oldest first and the items oldest due first, equals by key; the shares may come in any
order, one at most for a pair, none above what its credit or its item has. Another addon
adds its own under a new name, mostly made with :func:`in_order_of` or :func:`pair`:

    STRATEGIES["first document"] = in_order_of(attrgetter("document"))

The work grows with the number of credits, items and origins, and with sorting them.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from datetime import date
from heapq import heapify, heappop, heapreplace
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from .distribute import distribute
from .exact_match import find_exact_matches
from .settlement import pairs


class Credit(NamedTuple):
    """One open item of a credit note.

    ``key`` is the id of the line; ``amount`` is what of it may be used, in whole
    steps above zero; ``origins`` are the ids of the documents it corrects.
    """

    key: int
    amount: int
    date: date
    origins: frozenset[int] = frozenset()


class Item(NamedTuple):
    """One open debt: an instalment of a document.

    ``key`` is the id of the line; ``amount`` is what is open of it, in whole steps
    above zero; ``document`` is the id of the document.
    """

    key: int
    amount: int
    due: date
    document: int


class Share(NamedTuple):
    """An amount of a credit for an item, both by their keys; above zero."""

    credit: int
    item: int
    amount: int


Strategy: TypeAlias = Callable[[list[Credit], list[Item]], list[Share]]


def allocate(
    strategy: str, credits: Iterable[Credit], items: Iterable[Item]
) -> list[Share]:
    """Propose which credit is applied to which item, and how much of it.

    :param strategy: a name in ``STRATEGIES``
    :param credits: in any order
    :param items: in any order
    :return: sorted, one at most for each pair
    :raises KeyError: when there is no such strategy

    >>> may, june = date(2025, 5, 31), date(2025, 6, 30)
    >>> items = [Item(1, 60, may, 11), Item(2, 60, june, 12)]
    >>> note = Credit(7, 80, may, frozenset({12}))
    >>> for name in ("origins", "oldest", "prorata", "exact"):
    ...     print(name, [tuple(share) for share in allocate(name, [note], items)])
    origins [(7, 1, 20), (7, 2, 60)]
    oldest [(7, 1, 60), (7, 2, 20)]
    prorata [(7, 1, 40), (7, 2, 40)]
    exact []
    """
    return sorted(STRATEGIES[strategy](_oldest_first(credits), _first_due(items)))


def pair(credits: Iterable[Credit], items: Iterable[Item]) -> list[Share]:
    """Return the shares that apply to every item exactly its amount.

    Credits go to the documents they correct first, the oldest credit choosing
    first; what is left of them is used oldest first.

    :param credits: the amounts are the most to use
    :param items: the amounts are what each one gets
    :return: sorted, one at most for each pair
    :raises ValueError: when the items ask for more than the credits have

    >>> may, june = date(2025, 5, 31), date(2025, 6, 30)
    >>> credits = [Credit(7, 50, may), Credit(8, 50, june, frozenset({11}))]
    >>> pair(credits, [Item(1, 70, may, 11)])
    [Share(credit=7, item=1, amount=20), Share(credit=8, item=1, amount=50)]
    """
    credits, items = list(credits), list(items)
    asked, there_is = _total(items), _total(credits)
    if asked > there_is:
        raise ValueError(f"{asked} steps are asked for, the credits have {there_is}")
    return _settle(credits, items)


def in_order_of(rank: Callable[[Item], Any], reverse: bool = False) -> Strategy:
    """Return a strategy that closes one item after the other.

    :param rank: what the items are ordered by; between equals the oldest due is closed
        first
    :param reverse: whether the highest comes first
    """

    def strategy(credits: list[Credit], items: list[Item]) -> list[Share]:
        remaining = _total(credits)
        met: list[Item] = []
        for item in sorted(items, key=rank, reverse=reverse):
            met.append(item._replace(amount=min(item.amount, remaining)))
            remaining -= met[-1].amount
        return pair(credits, met)

    return strategy


def _settle(credits: list[Credit], items: list[Item]) -> list[Share]:
    """Settle what the credits correct, then what is due first, with all there is."""
    credits = _oldest_first(credits)
    items = [item for item in _first_due(items) if item.amount]
    shares = _settle_origins(credits, items)
    usable = {credit.key: credit.amount for credit in credits}
    is_open = {item.key: item.amount for item in items}
    for share in shares:
        usable[share.credit] -= share.amount
        is_open[share.item] -= share.amount
    # A credit with something left has closed its origins: no pair comes twice
    rest = pairs(_total(credits), is_open.items(), usable.items())
    return sorted(shares + [Share(credit, item, steps) for item, credit, steps in rest])


def _settle_origins(credits: list[Credit], items: list[Item]) -> list[Share]:
    """Return the shares of credits in the documents they correct."""
    is_open = {item.key: item.amount for item in items}
    queues: dict[int, deque[tuple[date, int]]] = defaultdict(deque)
    for item in items:
        queues[item.document].append((item.due, item.key))
    shares = []
    for credit in credits:
        remaining = credit.amount
        # Queues compare by their first item, so the heap starts with the oldest due
        heap = [queues[origin] for origin in credit.origins if queues.get(origin)]
        heapify(heap)
        while heap and remaining:
            queue = heap[0]
            key = queue[0][1]
            taken = min(remaining, is_open[key])
            shares.append(Share(credit.key, key, taken))
            remaining -= taken
            is_open[key] -= taken
            if not is_open[key]:
                queue.popleft()
                if queue:
                    heapreplace(heap, queue)
                else:
                    heappop(heap)
    return shares


def _pro_rata(credits: list[Credit], items: list[Item]) -> list[Share]:
    """Give each item its part of the credits, as large as its part of the debt."""
    total = min(_total(credits), _total(items))
    parts = (
        distribute(total, {item.key: item.amount for item in items}) if total else {}
    )
    return pair(credits, [i._replace(amount=parts.get(i.key, 0)) for i in items])


def _exact(credits: list[Credit], items: list[Item]) -> list[Share]:
    """Use credits only where they close an item, or the rest of a document, exactly."""
    return [
        Share(credit.key, item.key, item.amount)
        for credit, group in find_exact_matches(credits, items)
        for item in group
    ]


def _total(rows: Iterable[Credit | Item]) -> int:
    return sum(row.amount for row in rows)


def _oldest_first(credits: Iterable[Credit]) -> list[Credit]:
    return sorted(credits, key=attrgetter("date", "key"))


def _first_due(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=attrgetter("due", "key"))


STRATEGIES: dict[str, Strategy] = {
    "origins": _settle,
    "oldest": in_order_of(attrgetter("due")),
    "newest": in_order_of(attrgetter("due"), reverse=True),
    "smallest": in_order_of(attrgetter("amount")),
    "largest": in_order_of(attrgetter("amount"), reverse=True),
    "prorata": _pro_rata,
    "exact": _exact,
}
