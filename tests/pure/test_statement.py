from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.statement import (
    BUCKETS,
    Item,
    bucket,
    tables,
)

DAY = date(2026, 3, 31)
days = st.dates(DAY - timedelta(days=200), DAY + timedelta(days=100))
steps = st.integers(-50, 50)
items = st.lists(
    st.builds(
        Item,
        st.integers(),
        st.sampled_from([1, 2]),
        days,
        steps,
        st.lists(steps, max_size=3).map(tuple),
    ),
    max_size=10,
)


@given(items)
def test_age_and_columns_add_up_to_what_is_open(items):
    for table in tables(items, DAY):
        assert sum(table.aged) == table.total("open")
        assert table.total("original") + table.total("settled") == table.total("open")


@given(items)
def test_currencies_are_never_added_up(items):
    found = tables(items, DAY)
    for table in found:
        assert {item.currency for item in table.items} == {table.currency}
    assert len({table.currency for table in found}) == len(found)


@given(items)
def test_what_is_settled_is_left_out_and_nothing_else(items):
    shown = [item for table in tables(items, DAY) for item in table.items]
    assert sorted(shown) == sorted(item for item in items if item.open)


@given(days)
def test_a_bucket_is_older_than_the_one_before(due):
    overdue, place = (DAY - due).days, bucket(due, DAY)
    if place:
        assert overdue > BUCKETS[place - 1]
    if place < len(BUCKETS):
        assert overdue <= BUCKETS[place]
