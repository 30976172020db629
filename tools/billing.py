"""How electronic documents refer to what they correct: codes, numbers, dates."""

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

# UNTDID 1001. Credit notes, among them 261 (self-billed) and 262 (several invoices).
CREDIT_CODES = frozenset(("81", "83", "261", "262", "296", "308", "381", "396", "532"))
# Debit notes; 527 is self-billed.
DEBIT_CODES = frozenset(("80", "84", "383", "527"))
SELF_BILLED_CODES = frozenset(("261", "389", "527"))
# An invoice that corrects another one: an increase, or below zero a reduction
CORRECTED_CODE = "384"
# What refers to an earlier invoice in order to correct it
CORRECTION_CODES = CREDIT_CODES | DEBIT_CODES | {CORRECTED_CODE}

# Type of the debit notes that we send (BT-3); where a list has none, it is an invoice
# that refers to an earlier one.
DEBIT_NOTE, SELF_BILLED_DEBIT_NOTE = 383, 527
INVOICE, SELF_BILLED_INVOICE = 380, 389
# Where a list of types has no debit note, by the country of the seller or by the
# format, and the rule that says so.
WITHOUT_DEBIT_NOTES = {
    # BR-DE-17 of XRechnung 3.0, DE-R-017 of Peppol BIS 3: 326, 380, 381, 384, 389,
    # 875, 876, 877
    "DE": "BR-DE-17",
    "account.edi.xml.ubl_de": "BR-DE-17",
    # BR-FR-04 of the French reform (XP Z12-012): 380, 381, 384, 386, 389, 393 and
    # others, neither 383 nor 527
    "FR": "BR-FR-04",
    # BR-NL-7 of SI-UBL 2.0 (NLCIUS): 380, 381, 384, 389
    "NL": "BR-NL-7",
    "account.edi.xml.ubl_nl": "BR-NL-7",
    # BR-RO-020 of CIUS-RO: 380, 381, 384, 389, 751
    "RO": "BR-RO-020",
    "account.edi.xml.ubl_ro": "BR-RO-020",
}

# Why a credit note leaves the VAT alone (VATEX, BT-121), by the country of the seller
NET_OF_TAX_CODES = {
    # "Credit notes without VAT, due to supplier forfeit of VAT for discount", code list
    # VATEX of EN 16931; BOI-TVA-DECLA-30-20-20-30 no. 120: avoir net de taxe
    "FR": "VATEX-FR-CNWVAT",
}

# How long texts may be in a format, in characters
NOTE_LENGTHS = {
    # BR-RO-L302 of CIUS-RO on BT-22
    "account.edi.xml.ubl_ro": 300,
}
EXEMPTION_LENGTHS = {
    # BR-RO-L1019 of CIUS-RO on BT-120
    "account.edi.xml.ubl_ro": 100,
}


def debit_note_type(country: str | None, standard: str, self_billed: bool) -> int:
    """Return the type of a debit note of a seller in a format, of UNTDID 1001.

    >>> debit_note_type("BE", "account.edi.xml.ubl_bis3", False)
    383
    >>> debit_note_type("FR", "account.edi.xml.cii", False)
    380
    >>> debit_note_type("NL", "account.edi.xml.ubl_bis3", True)
    389
    """
    if {country, standard} & WITHOUT_DEBIT_NOTES.keys():
        return SELF_BILLED_INVOICE if self_billed else INVOICE
    return SELF_BILLED_DEBIT_NOTE if self_billed else DEBIT_NOTE


class Reference(NamedTuple):
    """An earlier document as the wire names it: BT-25 and, if known, BT-26."""

    number: str
    date: datetime.date | None = None


class Candidate(NamedTuple):
    """A document on file that has the number of a reference."""

    key: int
    date: datetime.date | None = None
    posted: bool = True


def reference(number: str | None, text: str | None = None) -> Reference | None:
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


def choose(wanted: Reference, candidates: Iterable[Candidate]) -> Candidate | None:
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


def named_in(text: str | None, numbers: Iterable[str]) -> str | None:
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


def repeats(text: str | None, number: str | None) -> bool:
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


def day(text: str | None) -> datetime.date | None:
    """Return the date of an electronic document, None where it is none."""
    digits = (text or "").strip().replace("-", "")
    try:
        return datetime.datetime.strptime(digits, "%Y%m%d").date()
    except ValueError:
        return None
