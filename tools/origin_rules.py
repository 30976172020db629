"""Whether one document may correct another: codes of what speaks against it."""

import datetime
from typing import NamedTuple

CREDIT_TYPES = ("out_refund", "in_refund")
# What charges: meant where somebody asks for notes on many documents
CHARGE_TYPES = ("out_invoice", "in_invoice", "out_receipt", "in_receipt")

# Which document may correct which: a credit note takes back an invoice, an
# invoice takes back a credit note, a debit note adds to its own kind.
CORRECTED_TYPES = {
    "out_refund": {"out_invoice", "out_receipt"},
    "in_refund": {"in_invoice", "in_receipt"},
    "out_invoice": {"out_invoice", "out_refund"},
    "in_invoice": {"in_invoice", "in_refund"},
    "out_receipt": {"out_refund"},
    "in_receipt": {"in_refund"},
}


class Document(NamedTuple):
    """The facts of a document that decide on a link; ids are whole numbers."""

    key: int
    move_type: str
    company: int
    partner: int
    currency: int
    date: datetime.date | None = None
    posted: bool = True
    contact: int = 0


def find_errors(
    note: Document, origin: Document, posting: bool = False, dated: bool = False
) -> list[str]:
    """Return the codes of the rules that a link from note to origin breaks.

    :param note: the correcting document
    :param origin: the corrected document
    :param posting: check as well what only has to hold once the note is
        posted: a posted origin
    :param dated: refuse, then, a note dated before its origin: as a company says
    :return: some of ``self``, ``type``, ``company``, ``partner``,
        ``currency``, ``state`` and ``date``, in this order

    >>> invoice = Document(1, "out_invoice", 1, 7, 2)
    >>> find_errors(Document(2, "out_refund", 1, 7, 2), invoice)
    []
    >>> find_errors(Document(3, "out_refund", 1, 8, 2), invoice)
    ['partner']
    """
    if note.key == origin.key:
        return ["self"]
    rules = {
        "type": origin.move_type not in CORRECTED_TYPES.get(note.move_type, ()),
        "company": note.company != origin.company,
        "partner": not _is_same_partner(note, origin),
        "currency": note.currency != origin.currency,
        "state": posting and not origin.posted,
        "date": posting and dated and is_before(note.date, origin.date),
    }
    return [code for code, broken in rules.items() if broken]


def is_before(day: datetime.date | None, other: datetime.date | None) -> bool:
    """Tell whether a day is before another, both of them known.

    >>> is_before(datetime.date(2026, 2, 28), datetime.date(2026, 3, 1))
    True
    """
    return bool(day and other and day < other)


def _is_same_partner(note: Document, origin: Document) -> bool:
    """Tell whether both are of one partner: its company may be another since.

    >>> moved = Document(1, "out_invoice", 1, 7, 2, contact=70)
    >>> _is_same_partner(Document(2, "out_refund", 1, 8, 2, contact=70), moved)
    True
    """
    same_contact = bool(note.contact) and note.contact == origin.contact
    return same_contact or origin.partner in (note.partner, note.contact)
