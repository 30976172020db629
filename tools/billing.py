"""How electronic documents refer to what they correct: codes, numbers, dates."""

import datetime
import re
from typing import NamedTuple

# UNTDID 1001. Credit notes, among them 261 (self-billed) and 262 (several invoices).
CREDIT_CODES = frozenset(("81", "83", "261", "262", "296", "308", "381", "396", "532"))
# Debit notes; 527 is self-billed.
DEBIT_CODES = frozenset(("80", "84", "383", "527"))
SELF_BILLED_CODES = frozenset(("261", "389", "527"))


class Reference(NamedTuple):
    """An earlier document as the wire names it: BT-25 and, if known, BT-26."""

    number: str
    date: datetime.date | None = None


class Candidate(NamedTuple):
    """A document on file that has the number of a reference."""

    key: int
    date: datetime.date | None = None
    posted: bool = True


def reference(number, text=None):
    """Return what a document says of an earlier one, nothing where it says nothing.

    :param text: a date of UBL (2026-03-01) or Factur-X (20260301)

    >>> reference(" INV/7 ", "20260301")
    Reference(number='INV/7', date=datetime.date(2026, 3, 1))
    >>> reference("INV/7", "soon").date is None
    True
    >>> reference("  ") is None
    True
    """
    number = (number or "").strip()
    return Reference(number, day(text)) if number else None


def choose(wanted, candidates):
    """Return the candidate that a reference means, None where that cannot be told.

    The date decides among several; of those left, one alone that is posted.

    >>> from datetime import date
    >>> twins = [Candidate(1, date(2025, 3, 1)), Candidate(2, date(2026, 3, 1))]
    >>> choose(Reference("7", date(2026, 3, 1)), twins).key
    2
    >>> choose(Reference("7"), twins) is None
    True
    """
    left = list(candidates)
    if len(left) > 1 and wanted.date:
        left = [row for row in left if row.date == wanted.date]
    if len(left) > 1:
        left = [row for row in left if row.posted]
    return left[0] if len(left) == 1 else None


def named_in(text, numbers):
    """Return the one number that a text names as a whole word, else None.

    >>> named_in("Rebate on INV/7 of May", ["INV/7", "INV/70"])
    'INV/7'
    >>> named_in("INV/7 and INV/70", ["INV/7", "INV/70"]) is None
    True
    """
    found = [
        number
        for number in numbers
        if re.search(rf"(?<![\w/-]){re.escape(number)}(?![\w/-])", text or "")
    ]
    return found[0] if len(found) == 1 else None


def repeats(text, number):
    """Tell whether a reference text is no more than core's words on the origin.

    Core writes the number, or "Reversal of: " in some language before it, and a
    reason behind it; what somebody entered looks otherwise.

    >>> repeats("Extourne de : INV/7, broken", "INV/7"), repeats("INV/7", "INV/7")
    (True, True)
    >>> repeats("PO 12 for INV/7", "INV/7"), repeats("INV/70", "INV/7")
    (False, False)
    """
    if not text or not number:
        return False
    pattern = rf"(?:[^:：\d]*[:：]\s*)?{re.escape(number)}(?:\s*[,，、].*)?"  # noqa: RUF001
    return bool(re.fullmatch(pattern, text.strip(), re.DOTALL))


def day(text):
    """Return the date of an electronic document, None where it is none."""
    digits = (text or "").strip().replace("-", "")
    try:
        return datetime.datetime.strptime(digits, "%Y%m%d").date()
    except ValueError:
        return None
