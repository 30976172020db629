"""Whether the lines of a note come to nothing: no money, and no pieces."""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from .money import to_steps

# Below it a quantity is noise of computing back and forth
_QUANTITY_STEP = 1e-6


class NoteLine(NamedTuple):
    """What a line of a note says; ``key`` is the same for lines that meet."""

    key: Hashable
    quantity: float
    price: float
    discount: float = 0.0


def is_nothing(lines: Iterable[NoteLine], rounding: float) -> bool:
    """Tell whether lines change neither money nor pieces.

    Pieces that are free of charge are something, for they come back; money that is
    less than the smallest step of the currency is nothing.

    >>> is_nothing([NoteLine("desk", 1, 0.001)], 0.01)
    True
    >>> is_nothing([NoteLine("sample", 1, 0.0)], 0.01)
    False
    >>> is_nothing([NoteLine("desk", 5, 10.0), NoteLine("desk", -5, 10.0)], 0.01)
    True
    """
    money: dict[Hashable, int] = {}
    pieces: dict[Hashable, float] = {}
    for line in lines:
        amount = line.quantity * line.price * (1 - line.discount / 100)
        money[line.key] = money.get(line.key, 0) + to_steps(amount, rounding)
        if not amount:
            pieces[line.key] = pieces.get(line.key, 0.0) + line.quantity
    return not any(money.values()) and all(
        abs(quantity) < _QUANTITY_STEP for quantity in pieces.values()
    )
