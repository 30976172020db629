"""What a person or a program asks to correct of one document."""

import datetime
from typing import Any, NamedTuple

from .standing import Terms


class Correction(NamedTuple):
    """One correction of one document.

    ``mode`` says which of the others counts: ``full`` none, ``lines`` the
    quantities, ``price`` the prices, ``tax`` the taxes, ``amount`` the amount or,
    where that is zero, the percentage, ``several`` all of them. ``side`` is
    ``credit`` or ``debit``. Keys are ids of invoice lines. Amounts are positive, taxes
    included, in the document's currency. ``is_net_of_tax`` distributes an amount
    without taxes. ``date`` is that of the note, ``kind`` that of its reason; both only
    decide on warnings, ``reason_id`` and ``journal_id`` on what a preview foresees.
    With ``keep_open`` the note settles nothing when it is posted.
    ``details`` is for modes of other addons: their figures by names of their own.
    ``layers`` are the terms of the pieces that are meant, where a line has several;
    the youngest otherwise. With prices or taxes, ``quantities`` say for how many
    pieces of a line they hold, all where nothing is said. ``is_untaxed`` tells that
    an amount is meant before taxes. ``discounts`` are the right ones, in percent,
    with or without new prices. Quantities and prices are in the unit of their line;
    ``units`` are ids of other units in which the lines of the note are written.
    ``amounts`` are taken off single lines, or charged on them; no piece moves.
    """

    mode: str = "full"
    side: str = "credit"
    quantities: dict[int, float] = {}
    prices: dict[int, float] = {}
    taxes: dict[int, list[int]] = {}
    amount: float = 0.0
    percent: float = 0.0
    is_net_of_tax: bool = False
    date: datetime.date | None = None
    kind: str = ""
    details: dict[str, Any] = {}
    layers: dict[int, Terms] = {}
    is_untaxed: bool = False
    reason_id: int = 0
    journal_id: int = 0
    keep_open: bool = False
    discounts: dict[int, float] = {}
    units: dict[int, int] = {}
    amounts: dict[int, float] = {}

    @property
    def sign(self) -> int:
        """1 where pieces come back, -1 where they are charged."""
        return 1 if self.side == "credit" else -1

    @property
    def total_key(self) -> str:
        """Which figure of a preview the amount is meant to be."""
        return "untaxed" if self.is_untaxed else "total"
