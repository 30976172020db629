"""Whether one document may correct another: codes of what speaks against it."""

from typing import NamedTuple

CREDIT_TYPES = ("out_refund", "in_refund")

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
    date: object = None
    posted: bool = True


def refusals(note, origin, posting=False):
    """Return the codes of the rules that a link from note to origin breaks.

    :param Document note: the correcting document
    :param Document origin: the corrected document
    :param bool posting: check as well what only has to hold once the note is
        posted: a posted origin, and no note dated before it
    :return: a list of ``self``, ``type``, ``company``, ``partner``,
        ``currency``, ``state`` and ``date``, in this order

    >>> invoice = Document(1, "out_invoice", 1, 7, 2)
    >>> refusals(Document(2, "out_refund", 1, 7, 2), invoice)
    []
    >>> refusals(Document(3, "out_refund", 1, 8, 2), invoice)
    ['partner']
    """
    if note.key == origin.key:
        return ["self"]
    rules = {
        "type": origin.move_type not in CORRECTED_TYPES.get(note.move_type, ()),
        "company": note.company != origin.company,
        "partner": note.partner != origin.partner,
        "currency": note.currency != origin.currency,
        "state": posting and not origin.posted,
        "date": posting and bool(note.date and origin.date) and note.date < origin.date,
    }
    return [code for code, broken in rules.items() if broken]
