"""Money in whole steps of a currency, so that no rule ever compares floats."""


def to_steps(amount: float, rounding: float) -> int:
    """Return an amount as a whole number of the currency's smallest steps.

    :param amount: an amount in the currency, of either sign
    :param rounding: the currency's smallest step, above zero

    >>> to_steps(33.335, 0.01), to_steps(-0.015, 0.01), to_steps(1.10, 0.05)
    (3334, -2, 22)
    """
    steps = amount / rounding
    # 33.335 / 0.01 is 3333.4999…: a relative nudge brings halves back up
    return int(steps + (0.5 + abs(steps) * 1e-12) * (1 if steps >= 0 else -1))


def from_steps(steps: int, rounding: float) -> float:
    """Return the amount that a whole number of steps stands for.

    >>> from_steps(3334, 0.01), from_steps(22, 0.05)
    (33.34, 1.1)
    """
    # Dividing by the inverse keeps 0.05-currencies exact: 22 / 20, not 22 * 0.05
    return steps / round(1 / rounding) if rounding < 1 else steps * rounding


def exceeds(amount: float, limit: float, rounding: float, tolerance: int = 0) -> bool:
    """Tell whether an amount lies beyond a limit of the same sign.

    A limit below zero (a discount line, a returned down payment) is passed by
    amounts further below zero.

    :param tolerance: steps by which the limit may be passed

    >>> exceeds(100.01, 100.0, 0.01), exceeds(100.004, 100.0, 0.01)
    (True, False)
    >>> exceeds(-12.0, -10.0, 0.01), exceeds(-8.0, -10.0, 0.01)
    (True, False)
    """
    sign = -1 if limit < 0 else 1
    excess = sign * (to_steps(amount, rounding) - to_steps(limit, rounding))
    return excess > tolerance
