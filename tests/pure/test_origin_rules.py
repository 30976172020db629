from datetime import date

import pytest

from odoo.addons.account_credit_debit_note.tools.origin_rules import (
    Document,
    find_errors,
)

INVOICE = Document(1, "out_invoice", company=1, partner=7, currency=2)
NOTE = Document(2, "out_refund", company=1, partner=7, currency=2)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": 1}, "self"),
        ({"move_type": "in_refund"}, "type"),
        ({"company": 2}, "company"),
        ({"partner": 8}, "partner"),
        ({"currency": 3}, "currency"),
    ],
)
def test_each_broken_rule_has_its_code(changes, code):
    assert find_errors(NOTE._replace(**changes), INVOICE) == [code]


@pytest.mark.parametrize(
    ("note", "origin", "allowed"),
    [
        ("out_refund", "out_invoice", True),
        ("out_refund", "out_receipt", True),
        ("out_refund", "out_refund", False),
        ("out_refund", "in_invoice", False),
        ("out_invoice", "out_refund", True),
        ("out_invoice", "out_invoice", True),
        ("in_refund", "in_invoice", True),
        ("in_invoice", "in_refund", True),
        ("entry", "entry", False),
    ],
)
def test_kinds_that_may_correct_each_other(note, origin, allowed):
    codes = find_errors(
        NOTE._replace(move_type=note), INVOICE._replace(move_type=origin)
    )
    assert codes == ([] if allowed else ["type"])


def test_origin_must_be_posted_once_the_note_is():
    draft = INVOICE._replace(posted=False)
    assert find_errors(NOTE, draft) == []
    assert find_errors(NOTE, draft, posting=True) == ["state"]


def test_note_is_not_older_than_its_origin_where_a_company_says_so():
    invoice = INVOICE._replace(date=date(2026, 3, 1))
    same = NOTE._replace(date=date(2026, 3, 1))
    older = NOTE._replace(date=date(2026, 2, 28))
    assert find_errors(same, invoice, posting=True, dated=True) == []
    assert find_errors(older, invoice, posting=True, dated=True) == ["date"]
    assert find_errors(older, invoice, posting=True) == []
    assert find_errors(older, invoice, dated=True) == []


def test_all_broken_rules_are_named_in_order():
    note = NOTE._replace(partner=8, currency=3, company=4)
    assert find_errors(note, INVOICE) == ["company", "partner", "currency"]
