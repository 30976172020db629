from datetime import date

import pytest

from odoo.addons.account_credit_debit_note.tools import billing

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", MARCH),
        ("20260301", MARCH),
        (" 2026-03-01 ", MARCH),
        ("2026-02-30", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_day_of_either_syntax(text, day):
    assert billing.day(text) == day


@pytest.mark.parametrize(
    ("wanted", "candidates", "key"),
    [
        ((None,), [], None),
        ((None,), [(1, MARCH)], 1),
        ((APRIL,), [(1, MARCH)], 1),
        ((MARCH,), [(1, MARCH), (2, APRIL)], 1),
        ((None,), [(1, MARCH), (2, APRIL)], None),
        ((date(2020, 1, 1),), [(1, MARCH), (2, APRIL)], None),
        ((None,), [(1, MARCH, False), (2, APRIL, True)], 2),
        ((MARCH,), [(1, MARCH, False), (2, MARCH, True), (3, APRIL)], 2),
        ((MARCH,), [(1, MARCH), (2, MARCH)], None),
    ],
)
def test_date_decides_and_then_what_is_posted(wanted, candidates, key):
    rows = [billing.Candidate(*row) for row in candidates]
    chosen = billing.choose(billing.Reference("7", *wanted), rows)
    assert (chosen and chosen.key) == key


@pytest.mark.parametrize(
    "text",
    [
        "INV/7",
        "INV/7, broken\nand more",
        "Reversal of: INV/7",
        "Stornierung von: INV/7, Grund",
        "Extourne de : INV/7",
        "撤销：INV/7，理由",  # noqa: RUF001
        "次の逆仕訳 :INV/7、理由",
    ],
)
def test_words_of_core_in_any_language(text):
    assert billing.repeats(text, "INV/7")


@pytest.mark.parametrize(
    "text", ["PO 4711", "PO 12: INV/7", "see INV/7", "INV/7-2", "XINV/7", "", None]
)
def test_what_somebody_entered(text):
    assert not billing.repeats(text, "INV/7")


def test_no_number_is_repeated_by_nothing():
    assert not billing.repeats("anything", False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rebate (INV/7).", "INV/7"),
        ("INV/70 only", None),
        ("XINV/7", None),
        ("INV/7-2", None),
        ("INV/7, INV/8", None),
        (None, None),
    ],
)
def test_number_in_words(text, number):
    assert billing.named_in(text, ["INV/7", "INV/8"]) == number
