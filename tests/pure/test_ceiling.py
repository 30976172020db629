from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.ceiling import Entry, weigh

cents = st.integers(min_value=1, max_value=10**8).map(lambda count: count / 100)
entries = st.lists(
    st.tuples(cents, st.sampled_from([-1, 1]), st.booleans()).map(
        lambda row: Entry(row[0] * row[1], 0, row[2])
    ),
    max_size=12,
)


@given(cents, entries)
def test_order_of_the_notes_does_not_matter(invoiced, notes):
    forward = weigh(invoiced, notes).is_exceeded(0.01)
    backward = weigh(invoiced, reversed(notes)).is_exceeded(0.01)
    assert forward == backward


@given(cents, entries, cents)
def test_debit_note_never_makes_an_excess(invoiced, notes, amount):
    before = weigh(invoiced, notes)
    after = weigh(invoiced, [*notes, Entry(amount)])
    assert not after.is_exceeded(0.01) or before.is_exceeded(0.01)


@given(cents)
def test_whole_invoice_may_be_credited_and_not_a_cent_more(invoiced):
    assert not weigh(invoiced, [Entry(-invoiced)]).is_exceeded(0.01)
    assert weigh(invoiced, [Entry(-invoiced), Entry(-0.01)]).is_exceeded(0.01)


@given(cents, cents)
def test_excess_is_what_the_new_notes_take_beyond_what_is_left(invoiced, now):
    balance = weigh(invoiced, [Entry(-now, is_new=True)])
    assert abs(balance.left + balance.excess - now) < 1e-6


def test_added_up_lines_may_each_be_off_by_a_step():
    two_lines = [Entry(-50.01, lines=1), Entry(-50.01, lines=1)]
    assert not weigh(100.0, two_lines).is_exceeded(0.01)
    assert weigh(99.99, two_lines).is_exceeded(0.01)
