"""How notes behave: what the company sets, changed by what a journal sets."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Policy(NamedTuple):
    """The settings that rule a note; each value is a word of the settings."""

    guard: str = "block"
    reason_required: bool = False
    refuse_early_date: bool = False
    rate: str = "origin"
    payment_transfer: str = "ask"
    negative: str = "company"
    apply_rate: str = "any"
    apply_strategy: str = "origins"
    apply_on_posting: bool = True
    numbering: str = "series"


def merge(*layers: Mapping[str, Any]) -> Policy:
    """Return the policy of several layers of settings, the last one winning.

    :param layers: values by the names of :class:`Policy`; None says nothing

    >>> merge({"guard": "warn"}, {"guard": None, "rate": "date"}).guard
    'warn'
    """
    known = {
        name: value
        for layer in layers
        for name, value in layer.items()
        if value is not None
    }
    return Policy(**known)
