from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.allocation import (
    STRATEGIES,
    Credit,
    Item,
)
from odoo.addons.account_credit_debit_note.tools.rounds import (
    in_rounds,
    propose,
    settle,
    totals,
)

MAY = date(2025, 5, 31)
amounts = st.integers(1, 12)
flags = st.booleans()
# A doubtful credit settles doubtful items only, and rates may have to be the same
credit_rows = st.lists(st.tuples(amounts, flags, st.sampled_from([1, 2])), max_size=5)
item_rows = st.lists(st.tuples(amounts, flags, st.sampled_from([1, 2])), max_size=5)


def tables(credit_rows, item_rows):
    credits = [Credit(key, row[0], MAY) for key, row in enumerate(credit_rows, 1)]
    items = [Item(key, row[0], MAY, key) for key, row in enumerate(item_rows, 101)]
    allowed = {
        credit.key: frozenset(
            item.key
            for item, (_steps, item_doubtful, item_rate) in zip(
                items, item_rows, strict=True
            )
            if (item_doubtful or not doubtful) and rate == item_rate
        )
        for credit, (_amount, doubtful, rate) in zip(credits, credit_rows, strict=True)
    }
    return credits, items, allowed


@given(credit_rows, item_rows, st.sampled_from(sorted(STRATEGIES)))
def test_no_credit_settles_what_it_may_not(credit_rows, item_rows, strategy):
    credits, items, allowed = tables(credit_rows, item_rows)
    shares = propose(strategy, in_rounds(credits, allowed), items)
    used, given_to = Counter(), Counter()
    for share in shares:
        assert share.item in allowed[share.credit]
        used[share.credit] += share.amount
        given_to[share.item] += share.amount
    assert all(used[credit.key] <= credit.amount for credit in credits)
    assert all(given_to[item.key] <= item.amount for item in items)
    assert given_to == totals(shares)
    assert len({share[:2] for share in shares}) == len(shares)


@given(credit_rows, item_rows)
def test_as_much_is_settled_as_the_rules_allow(credit_rows, item_rows):
    credits, items, allowed = tables(credit_rows, item_rows)
    shares = settle(in_rounds(credits, allowed), items)
    used, given_to = Counter(), totals(shares)
    for share in shares:
        used[share.credit] += share.amount
    for credit in credits:
        left = [
            item.key
            for item in items
            if item.key in allowed[credit.key] and given_to[item.key] < item.amount
        ]
        assert used[credit.key] == credit.amount or not left
    # A credit is used before one with a larger choice takes its items from it
    for credit in credits:
        others = [
            share
            for share in shares
            if share.item in allowed[credit.key]
            and allowed[share.credit] > allowed[credit.key]
        ]
        assert not others or used[credit.key] == credit.amount


def test_the_most_restricted_come_first():
    credits = [Credit(1, 5, MAY), Credit(2, 5, MAY), Credit(3, 5, MAY)]
    both, one = frozenset({7, 8}), frozenset({8})
    rounds = in_rounds(credits, {1: both, 2: one, 3: both})
    assert rounds == [([credits[1]], one), ([credits[0], credits[2]], both)]
