"""What a letter says of applied credit notes; whole steps only.

Amounts stand as the partner reads them: a document that has to be paid is above zero,
a note below. What settles a document has the other sign, so that for each document

    original + settled otherwise + applied = open
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

# Columns that add up
AMOUNTS = ("original", "settled", "applied", "open")
# How wide columns are beside those of amounts: no date is broken, and in some languages
# a heading is one long word (Fälligkeitsdatum, Ausgeglichen)
WIDE = {
    "document": 2.0,
    "date": 1.2,
    "reason": 1.7,
    "due_date": 1.25,
    "settled": 1.1,
    "reference": 1.05,
}


class Event(NamedTuple):
    """An application, or with amounts below zero the end of one."""

    item: int  # key of the document that was settled
    note: int
    part: str  # which instalment, empty for the only one
    day: date
    item_steps: int  # in the currency of the item
    note_steps: int  # in the currency of the note


class Document(NamedTuple):
    key: int
    currency: int
    original: int
    open: int


class Row(NamedTuple):
    """What another document did to the one of its group."""

    other: int  # key of the other document
    part: str
    day: date
    steps: int  # in the currency of the group


class Group(NamedTuple):
    document: Document
    rows: list[Row]

    @property
    def applied(self) -> int:
        return sum(row.steps for row in self.rows)

    @property
    def settled(self) -> int:
        """What settled the document besides the rows."""
        return self.document.open - self.document.original - self.applied


class Table(NamedTuple):
    """The groups of one currency."""

    currency: int
    groups: list[Group]

    def total(self, column: str) -> int:
        """Return the sum of a column.

        :param column: ``original``, ``settled``, ``applied`` or ``open``
        """
        if column in ("applied", "settled"):
            return sum(getattr(group, column) for group in self.groups)
        return sum(getattr(group.document, column) for group in self.groups)


class ApplicationFacts(NamedTuple):
    """What a letter of applied credits is made of."""

    events: list[Event]  # netted
    documents: list[Document]  # in the order they print in
    names: Any  # the documents, or {key: what is printed of it}

    @property
    def amounts(self) -> dict[int, int]:
        """What was applied, by currency."""
        currencies = {document.key: document.currency for document in self.documents}
        return add_up(
            (currencies[event.item], event.item_steps) for event in self.events
        )

    @property
    def open(self) -> dict[int, int]:
        """What is open of these documents, by currency."""
        return add_up((document.currency, document.open) for document in self.documents)


def add_up(amounts: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the sum for each currency.

    >>> add_up([(1, 10), (2, 5), (1, -4)])
    {1: 6, 2: 5}
    """
    sums: dict[int, int] = defaultdict(int)
    for currency, steps in amounts:
        sums[currency] += steps
    return dict(sums)


def get_widths(columns: Sequence[str]) -> dict[str, int]:
    """Return how wide each column is, in per cent of the page.

    >>> get_widths(["document", "date", "open"])
    {'document': 47, 'date': 28, 'open': 23}
    """
    weights = {name: WIDE.get(name, 1.0) for name in columns}
    return {
        name: int(100 * weight / sum(weights.values()))
        for name, weight in weights.items()
    }


def in_groups(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return printed rows in groups that stay together: a document and its details.

    >>> rows = [{"style": style} for style in ("group", "detail", "group", "total")]
    >>> [[row["style"] for row in group] for group in in_groups(rows)]
    [['group', 'detail'], ['group'], ['total']]
    """
    groups: list[list[dict[str, Any]]] = []
    for row in rows:
        if row["style"] == "detail":
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def net(events: Iterable[Event]) -> list[Event]:
    """Return one event for each pair of note and instalment, the latest day with it.

    What was applied and unapplied among these events is not there; what was only
    unapplied among them has amounts below zero.

    >>> net([Event(1, 7, "", 3, 50, 50), Event(1, 7, "", 5, -50, -50)])
    []
    >>> net([Event(1, 7, "", 3, 50, 50), Event(1, 7, "", 5, 20, 20)])
    [Event(item=1, note=7, part='', day=5, item_steps=70, note_steps=70)]
    """
    pairs: dict[tuple[int, int, str], list[Event]] = defaultdict(list)
    for event in events:
        pairs[event.item, event.note, event.part].append(event)
    found = [
        Event(
            *pair,
            max(event.day for event in same),
            sum(event.item_steps for event in same),
            sum(event.note_steps for event in same),
        )
        for pair, same in pairs.items()
    ]
    return [event for event in found if event.item_steps or event.note_steps]


def tables(
    events: Iterable[Event], documents: Sequence[Document], by: str
) -> list[Table]:
    """Return what the events say, by invoice or by note, a table for each currency.

    :param events: what :func:`net` returned
    :param documents: the documents of these events, in the order they print in
    :param by: ``invoice`` or ``note``

    >>> documents = [Document(1, 1, 100, 40), Document(7, 1, -50, 0)]
    >>> [table] = tables([Event(1, 7, "", 3, 50, 50)], documents, "invoice")
    >>> [table.total(name) for name in ("original", "settled", "applied", "open")]
    [100, -10, -50, 40]
    """
    places = {document.key: place for place, document in enumerate(documents)}
    rows: dict[int, list[Row]] = defaultdict(list)
    for event in events:
        if by == "invoice":
            row = Row(event.note, event.part, event.day, -event.item_steps)
            rows[event.item].append(row)
        else:
            row = Row(event.item, event.part, event.day, event.note_steps)
            rows[event.note].append(row)
    groups: dict[int, list[Group]] = defaultdict(list)
    for document in documents:
        if document.key in rows:
            own = sorted(
                rows[document.key], key=lambda row: (places[row.other], row.part)
            )
            groups[document.currency].append(Group(document, own))
    return [Table(currency, found) for currency, found in groups.items()]
