"""How far an invoice may be credited, given the notes of its family."""

from collections.abc import Iterable
from typing import NamedTuple

from .money import exceeds


class NoteAmount(NamedTuple):
    """The part of one note in the family of an invoice.

    ``amount`` is below zero where it takes something off; ``lines`` is how many
    lines were added up, 0 for the total of a whole document; ``is_new`` marks
    the notes whose posting is judged, and ``steps`` is by how many steps of the
    currency their paper may differ from ours: one a line.
    """

    amount: float
    lines: int = 0
    is_new: bool = False
    steps: int = 0


class Remaining(NamedTuple):
    """What an invoice may bear, and what its credit notes take; all positive."""

    limit: float
    before: float
    now: float
    tolerance: int
    steps: int = 0

    @property
    def remaining(self) -> float:
        """What may be credited by the new notes."""
        return max(self.limit - self.before, 0.0)

    @property
    def excess(self) -> float:
        """What the new notes credit too much."""
        return self.before + self.now - self.limit

    def is_beyond(self, rounding: float) -> bool:
        """Tell whether more is credited than was invoiced, by rounding or not."""
        credited = self.before + self.now
        return exceeds(credited, self.limit, rounding, self.tolerance)

    def is_exceeded(self, rounding: float) -> bool:
        """Tell whether more is credited than was invoiced and debited.

        Rounding is no excess, as long as anything remains to be rounded, or nothing
        is new but the invoice.

        >>> new = NoteAmount(-50.0, is_new=True)
        >>> compute_limit(100.0, [NoteAmount(-60.0), new]).is_exceeded(0.01)
        True
        >>> paper = NoteAmount(-24.28, is_new=True, steps=1)
        >>> compute_limit(24.27, [paper]).is_exceeded(0.01)
        False
        """
        has_room = not self.now or exceeds(self.limit, self.before, rounding)
        steps = self.tolerance + (self.steps if has_room else 0)
        return exceeds(self.before + self.now, self.limit, rounding, steps)


def compute_limit(invoiced: float, amounts: Iterable[NoteAmount]) -> Remaining:
    """Return what an invoice may bear.

    One origin: the totals of whole documents count, so that their rounding and
    taxes entered by hand fit. Lines that were added up may each be off by one
    step of the currency.

    >>> credits = [NoteAmount(-60.0), NoteAmount(-50.0, is_new=True)]
    >>> compute_limit(100.0, [NoteAmount(20.0), *credits])
    Remaining(limit=120.0, before=60.0, now=50.0, tolerance=0, steps=0)
    """
    amounts = list(amounts)
    credits = [each for each in amounts if each.amount < 0]
    new = [each for each in credits if each.is_new]
    return Remaining(
        limit=invoiced + sum(each.amount for each in amounts if each.amount > 0),
        before=-sum(each.amount for each in credits if not each.is_new) or 0.0,
        now=-sum(each.amount for each in new) or 0.0,
        tolerance=sum(each.lines for each in amounts),
        steps=sum(each.steps for each in new or credits),
    )
