from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.settlement import (
    amounts_by_origin,
    pairs,
)

steps = st.integers(0, 10_000)
items = st.lists(steps, max_size=6).map(lambda found: list(enumerate(found)))


@given(st.dictionaries(st.integers(), steps, min_size=1), steps)
def test_origins_share_the_whole_total(sums, total):
    assert sum(amounts_by_origin(total, sums).values()) == total


@given(st.dictionaries(st.integers(), steps), steps)
def test_lines_without_origin_leave_the_sums_alone(sums, total):
    assert amounts_by_origin(total, sums, remainder=True) == sums


@given(steps, items, items)
def test_no_item_is_settled_beyond_what_is_open(amount, debts, credits):
    found = pairs(amount, debts, credits)
    for side, given_items in ((0, debts), (1, credits)):
        for key, is_open in given_items:
            assert sum(pair[2] for pair in found if pair[side] == key) <= is_open
    assert all(taken > 0 for *_keys, taken in found)


@given(steps, items, items)
def test_as_much_is_settled_as_there_is(amount, debts, credits):
    there_is = (sum(left for _key, left in found) for found in (debts, credits))
    settled = sum(taken for *_keys, taken in pairs(amount, debts, credits))
    assert settled == min(amount, *there_is)
