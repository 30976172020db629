"""What a person or a program asks to correct of one document."""

from typing import NamedTuple


class Correction(NamedTuple):
    """One correction of one document.

    ``mode`` says which of the others counts: ``full`` none, ``lines`` the
    quantities, ``price`` the prices, ``tax`` the taxes, ``amount`` the amount or,
    where that is zero, the percentage. ``side`` is ``credit`` or ``debit``. Keys
    are ids of invoice lines. Amounts are positive, taxes included, in the
    document's currency. ``is_net_of_tax`` spreads an amount without taxes. ``date``
    is that of the note, ``kind`` that of its reason; both only decide on warnings.
    ``details`` is for modes of other addons: their figures by names of their own.
    """

    mode: str = "full"
    side: str = "credit"
    quantities: dict = {}
    prices: dict = {}
    taxes: dict = {}
    amount: float = 0.0
    percent: float = 0.0
    is_net_of_tax: bool = False
    date: object = None
    kind: str = ""
    details: dict = {}
