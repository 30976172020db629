"""How far an invoice may be credited, given the notes of its family."""

from typing import NamedTuple

from .money import exceeds


class Entry(NamedTuple):
    """The share of one note in the family of an invoice.

    ``amount`` is below zero where it takes something off; ``lines`` is how many
    lines were added up, 0 for the total of a whole document; ``is_new`` marks
    the notes whose posting is judged.
    """

    amount: float
    lines: int = 0
    is_new: bool = False


class Balance(NamedTuple):
    """What an invoice may bear, and what its credit notes take; all positive."""

    ceiling: float
    before: float
    now: float
    tolerance: int

    @property
    def left(self):
        """What may be credited by the new notes."""
        return max(self.ceiling - self.before, 0.0)

    @property
    def excess(self):
        """What the new notes credit too much."""
        return self.before + self.now - self.ceiling

    def is_exceeded(self, rounding):
        """Tell whether more is credited than was invoiced and debited.

        >>> weigh(100.0, [Entry(-60.0), Entry(-50.0, is_new=True)]).is_exceeded(0.01)
        True
        """
        credited = self.before + self.now
        return exceeds(credited, self.ceiling, rounding, self.tolerance)


def weigh(invoiced, entries):
    """Return the :class:`Balance` of an invoice.

    One origin: the totals of whole documents count, so that their rounding and
    taxes entered by hand fit. Lines that were added up may each be off by one
    step of the currency.

    >>> weigh(100.0, [Entry(20.0), Entry(-60.0), Entry(-50.0, is_new=True)])
    Balance(ceiling=120.0, before=60.0, now=50.0, tolerance=0)
    """
    entries = list(entries)
    credits = [entry for entry in entries if entry.amount < 0]
    return Balance(
        ceiling=invoiced + sum(e.amount for e in entries if e.amount > 0),
        before=-sum(e.amount for e in credits if not e.is_new) or 0.0,
        now=-sum(e.amount for e in credits if e.is_new) or 0.0,
        tolerance=sum(e.lines for e in entries),
    )
