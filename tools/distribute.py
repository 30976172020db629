"""Distributing an amount over several places, exact to the smallest step."""

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")


def distribute(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """Return how many whole steps of a total go to each place.

    Each place gets its proportional part, rounded down; the steps left over go to
    the places whose parts lost most, ties to the larger weight, then to the place
    that comes first. So the parts add up to the total and each is less than one step
    off.

    :param total: in whole steps of the currency, of either sign
    :param weights: whole numbers by key; some may be below zero (discounts),
        but not their sum zero
    :return: whole steps by key, in the same order
    :raises ValueError: when the weights add up to zero

    >>> distribute(1000, {"a": 1, "b": 1, "c": 1})
    {'a': 334, 'b': 333, 'c': 333}
    >>> distribute(80, {"sales": 100, "discounts": -20})
    {'sales': 100, 'discounts': -20}
    """
    whole = sum(weights.values())
    if not whole:
        raise ValueError("weights that add up to zero give no proportions")
    sign = -1 if total < 0 else 1
    flip = -1 if whole < 0 else 1
    parts, lost = {}, {}
    for key, weight in weights.items():
        parts[key], lost[key] = divmod(abs(total) * weight * flip, abs(whole))
    remaining = abs(total) - sum(parts.values())
    order = sorted(weights, key=lambda k: (-lost[k], -weights[k] * flip))
    for key in order[:remaining]:
        parts[key] += 1
    return {key: sign * steps for key, steps in parts.items()}
