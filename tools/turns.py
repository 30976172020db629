"""Applying credits of which not every one may settle every item; whole steps only.

Credits that may settle the same items form a turn: a pair of them and of the keys of
these items. Turns come pickiest first, so that what only they may use is left to them.
"""

from collections import Counter

from .allocation import allocate


def in_turns(credits, allowed):
    """Return the turns of some credits.

    :param credits: a list of :class:`allocation.Credit`
    :param dict allowed: by key of a credit, a frozenset of the keys of the items it
        may settle
    :return: [([credit, ...], frozenset of keys of items)], the fewest items first
    """
    turns = {}
    for credit in credits:
        turns.setdefault(allowed[credit.key], []).append(credit)
    return [(turns[keys], keys) for keys in sorted(turns, key=_pickiness)]


def propose(strategy, turns, items):
    """Propose shares by a strategy, one turn after the other.

    :param str strategy: a name in ``allocation.STRATEGIES``
    :param turns: what :func:`in_turns` returned
    :param items: a list of :class:`allocation.Item`
    :return: a sorted list of :class:`allocation.Share`

    >>> from datetime import date
    >>> from .allocation import Credit, Item
    >>> may = date(2025, 5, 31)
    >>> items = [Item(1, 60, may, 11), Item(2, 60, may, 12)]
    >>> credits = [Credit(7, 50, may), Credit(8, 50, may)]
    >>> turns = in_turns(credits, {7: frozenset({1, 2}), 8: frozenset({1})})
    >>> [tuple(share) for share in propose("oldest", turns, items)]
    [(7, 1, 10), (7, 2, 40), (8, 1, 50)]
    """
    found, taken = [], Counter()
    for credits, keys in turns:
        left = [
            item._replace(amount=item.amount - taken[item.key])
            for item in items
            if item.key in keys and item.amount > taken[item.key]
        ]
        shares = allocate(strategy, credits, left)
        taken.update(totals(shares))
        found += shares
    return sorted(found)


def settle(turns, items):
    """Return the shares that apply to the items their amounts, or all there is.

    Where the turns are as those of the rules, each of which splits the items or
    narrows them down, nothing more could be applied in another way.

    :param items: a list of :class:`allocation.Item`, the amounts what each one gets
    :return: a sorted list of :class:`allocation.Share`
    """
    return propose("origins", turns, items)


def totals(shares):
    """Return what every item gets, by its key."""
    found = Counter()
    for share in shares:
        found[share.item] += share.amount
    return found


def _pickiness(keys):
    return len(keys), sorted(keys)
