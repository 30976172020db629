"""What a letter says of applied credit notes; whole steps only.

Amounts stand as the partner reads them: a document that has to be paid is above zero,
a note below. What settles a document has the other sign, so that for each document

    original + settled otherwise + applied = open
"""

from collections import defaultdict
from typing import NamedTuple


class Event(NamedTuple):
    """An application, or with amounts below zero the end of one."""

    item: int  # key of the document that was settled
    note: int
    part: str  # which instalment, empty for the only one
    day: object  # a date
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
    day: object
    steps: int  # in the currency of the group


class Group(NamedTuple):
    document: Document
    rows: list

    @property
    def applied(self):
        return sum(row.steps for row in self.rows)

    @property
    def settled(self):
        """What settled the document besides the rows."""
        return self.document.open - self.document.original - self.applied


class Table(NamedTuple):
    """The groups of one currency."""

    currency: int
    groups: list

    def total(self, column):
        """Return the sum of a column.

        :param str column: ``original``, ``settled``, ``applied`` or ``open``
        """
        if column in ("applied", "settled"):
            return sum(getattr(group, column) for group in self.groups)
        return sum(getattr(group.document, column) for group in self.groups)


def net(events):
    """Return one event for each pair of note and instalment, the latest day with it.

    What was applied and taken back among these events is not there; what was only
    taken back among them has amounts below zero.

    >>> net([Event(1, 7, "", 3, 50, 50), Event(1, 7, "", 5, -50, -50)])
    []
    >>> net([Event(1, 7, "", 3, 50, 50), Event(1, 7, "", 5, 20, 20)])
    [Event(item=1, note=7, part='', day=5, item_steps=70, note_steps=70)]
    """
    pairs = defaultdict(list)
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


def tables(events, documents, by):
    """Return what the events say, by invoice or by note, a table for each currency.

    :param events: what :func:`net` returned
    :param documents: the documents of these events, in the order they print in
    :param str by: ``invoice`` or ``note``
    :return: a list of :class:`Table`

    >>> documents = [Document(1, 1, 100, 40), Document(7, 1, -50, 0)]
    >>> [table] = tables([Event(1, 7, "", 3, 50, 50)], documents, "invoice")
    >>> [table.total(name) for name in ("original", "settled", "applied", "open")]
    [100, -10, -50, 40]
    """
    places = {document.key: place for place, document in enumerate(documents)}
    rows = defaultdict(list)
    for event in events:
        if by == "invoice":
            row = Row(event.note, event.part, event.day, -event.item_steps)
            rows[event.item].append(row)
        else:
            row = Row(event.item, event.part, event.day, event.note_steps)
            rows[event.note].append(row)
    groups = defaultdict(list)
    for document in documents:
        if document.key in rows:
            own = sorted(
                rows[document.key], key=lambda row: (places[row.other], row.part)
            )
            groups[document.currency].append(Group(document, own))
    return [Table(currency, found) for currency, found in groups.items()]
