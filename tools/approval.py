"""From which amount on a note needs approval."""

from collections.abc import Callable


def lowest_limit(*limits: float | None) -> float | None:
    """Return the amount above which approval is needed, None for never.

    :param limits: amounts above which one rule asks for it, None where it never
        does; 0 asks for every note

    >>> lowest_limit(1000.0, 250.0)
    250.0
    >>> lowest_limit(None, None) is None
    True
    """
    return min((limit for limit in limits if limit is not None), default=None)


def is_above(
    total: float, limit: float | None, compare: Callable[[float, float], float]
) -> bool:
    """Tell whether a total needs approval.

    :param total: of the note, in the currency of the limit, positive
    :param limit: what :func:`lowest_limit` returns
    :param compare: of two amounts: above zero where the first is the larger one

    >>> compare = lambda first, second: first - second
    >>> is_above(1000, 1000, compare), is_above(1001, 1000, compare)
    (False, True)
    >>> is_above(0, 0, compare), is_above(1001, None, compare)
    (True, False)
    """
    if limit is None:
        return False
    return limit == 0 or compare(total, limit) > 0
