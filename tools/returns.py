"""Goods that come back for credit notes: which return belongs to which note.

All notes on one line of an order meet all returns of it in the order of time, so that
the goods of the first note are those that came back first.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple


class Return(NamedTuple):
    """What one transfer brings back."""

    key: Any
    quantity: float
    is_done: bool


class Goods(NamedTuple):
    """What can be told of the goods of one note."""

    returns: list[Return]  # each with the part that belongs to the note
    missing: float  # delivered and credited, but no transfer brings it back


def goods_of_note(
    before: float, quantity: float, delivered: float, returns: Iterable[Return]
) -> Goods:
    """Return what became of the goods that a note credits.

    :param before: what earlier notes on the same line of the order credit
    :param quantity: what this note credits, above zero
    :param delivered: what went out; more cannot come back
    :param returns: the earliest first; what is done goes
        before what is planned

    Three were credited before, this note credits 4; 5 came back and one is on its way:

    >>> done, planned = Return("IN/1", 5, True), Return("IN/2", 1, False)
    >>> goods = goods_of_note(3, 4, 10, [planned, done])
    >>> [tuple(part) for part in goods.returns], goods.missing
    ([('IN/1', 2.0, True), ('IN/2', 1.0, False)], 1.0)

    >>> goods_of_note(0, 4, 3, [])
    Goods(returns=[], missing=3.0)
    """
    end, position = before + quantity, 0.0
    found: list[Return] = []
    for item in sorted(returns, key=lambda item: not item.is_done):
        share = min(end, position + item.quantity) - max(before, position)
        if share > 0:
            found.append(item._replace(quantity=share))
        position += item.quantity
    missing = min(delivered, end) - max(position, before)
    return Goods(found, max(missing, 0.0))
