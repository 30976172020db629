"""What is asked to apply of open credits, and what to unapply."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple


class Allocation(NamedTuple):
    """An amount of a credit for an open item, both by the ids of their lines.

    The amount is above zero, in the currency of both.
    """

    credit_id: int
    item_id: int
    amount: float


class Application(NamedTuple):
    """One application of credits: all of its allocations, or none.

    ``day`` is that of the application, today if there is none; exchange and cash basis
    entries are not older. ``seen`` has the amounts that were open when the allocations
    were decided on, by the id of a line, without sign in the line's currency: where
    another amount is open by now, nothing is applied.
    """

    allocations: Sequence[Allocation]
    day: date | None = None
    reason: str | None = None
    seen: Mapping[int, float] = {}

    @classmethod
    def of(
        cls, shares: Iterable[tuple[Any, Any, float]], **options: Any
    ) -> "Application":
        """Return the application of some shares.

        :param shares: (line of a credit note, line to settle, amount), the lines as
            records
        """
        allocations = [
            Allocation(credit.id, item.id, amount) for credit, item, amount in shares
        ]
        return cls(allocations, **options)


class Unapplication(NamedTuple):
    """Applications that are unapplied, all of them or none.

    Named by their ids in the journal, or by documents, of which everything in force is
    meant.
    """

    application_ids: Sequence[int] = ()
    move_ids: Sequence[int] = ()
    reason: str | None = None
