from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.credit_limit import (
    NoteAmount,
    compute_limit,
)

cents = st.integers(min_value=1, max_value=10**8).map(lambda count: count / 100)
amounts = st.lists(
    st.tuples(cents, st.sampled_from([-1, 1]), st.booleans()).map(
        lambda row: NoteAmount(row[0] * row[1], 0, row[2])
    ),
    max_size=12,
)


@given(cents, amounts)
def test_order_of_the_notes_does_not_matter(invoiced, notes):
    forward = compute_limit(invoiced, notes).is_exceeded(0.01)
    backward = compute_limit(invoiced, reversed(notes)).is_exceeded(0.01)
    assert forward == backward


@given(cents, amounts, cents)
def test_debit_note_never_makes_an_excess(invoiced, notes, amount):
    before = compute_limit(invoiced, notes)
    after = compute_limit(invoiced, [*notes, NoteAmount(amount)])
    assert not after.is_exceeded(0.01) or before.is_exceeded(0.01)


@given(cents)
def test_whole_invoice_may_be_credited_and_not_a_cent_more(invoiced):
    assert not compute_limit(invoiced, [NoteAmount(-invoiced)]).is_exceeded(0.01)
    assert compute_limit(
        invoiced, [NoteAmount(-invoiced), NoteAmount(-0.01)]
    ).is_exceeded(0.01)


@given(cents, cents)
def test_excess_is_what_the_new_notes_take_beyond_what_is_left(invoiced, now):
    found = compute_limit(invoiced, [NoteAmount(-now, is_new=True)])
    assert abs(found.remaining + found.excess - now) < 1e-6


def test_added_up_lines_may_each_be_off_by_a_step():
    two_lines = [NoteAmount(-50.01, lines=1), NoteAmount(-50.01, lines=1)]
    assert not compute_limit(100.0, two_lines).is_exceeded(0.01)
    assert compute_limit(99.99, two_lines).is_exceeded(0.01)


def test_paper_rounds_once_and_while_anything_remains():
    paper = NoteAmount(-24.28, is_new=True, steps=1)
    assert not compute_limit(24.27, [paper]).is_exceeded(0.01)
    assert compute_limit(24.26, [paper]).is_exceeded(0.01)
    cent = NoteAmount(-0.01, is_new=True, steps=1)
    assert compute_limit(24.27, [paper._replace(is_new=False), cent]).is_exceeded(0.01)


def test_invoice_that_is_posted_again_keeps_the_rounding_of_its_notes():
    paper = NoteAmount(-24.28, steps=1)
    assert not compute_limit(24.27, [paper]).is_exceeded(0.01)
    assert compute_limit(24.26, [paper]).is_exceeded(0.01)
