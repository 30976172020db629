from collections import Counter
from datetime import date, timedelta
from itertools import accumulate
from operator import attrgetter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.allocation import (
    STRATEGIES,
    Credit,
    Item,
    Share,
    allocate,
    in_order_of,
    pair,
)

MAY = date(2025, 5, 31)

# Few days, documents and amounts, so that equals and exact matches are common
days = st.integers(0, 4).map(lambda count: MAY + timedelta(count))
documents = st.integers(1, 4)
amounts = st.one_of(st.integers(1, 9), st.integers(1, 10**12))
origins = st.frozensets(documents, max_size=3)


def tables(kind, *columns):
    rows = st.dictionaries(st.integers(1, 99), st.tuples(*columns), max_size=8)
    return rows.map(lambda found: [kind(key, *row) for key, row in found.items()])


credit_lists = tables(Credit, amounts, days, origins)
item_lists = tables(Item, amounts, days, documents)
names = st.sampled_from(sorted(STRATEGIES))
using_all = st.sampled_from(sorted(set(STRATEGIES) - {"exact"}))

ORDERS = {
    "oldest": lambda item: item.due,
    "newest": lambda item: -item.due.toordinal(),
    "smallest": lambda item: item.amount,
    "largest": lambda item: -item.amount,
}


def total(rows):
    return sum(row.amount for row in rows)


def used_of(shares):
    return sums(shares, "credit")


def given_to(shares):
    return sums(shares, "item")


def sums(shares, side):
    found = Counter()
    for share in shares:
        found[getattr(share, side)] += share.amount
    return found


def sides(shares, credits, items):
    """The shares as (credit, item, amount) with their rows instead of keys."""
    by_key = {"c": {c.key: c for c in credits}, "i": {i.key: i for i in items}}
    return [(by_key["c"][s.credit], by_key["i"][s.item], s.amount) for s in shares]


@st.composite
def decided(draw):
    """Credits, and items that ask for no more than there is."""
    credits, items = draw(credit_lists), draw(item_lists)
    asked = accumulate(item.amount for item in items)
    there_is = total(credits)
    return credits, [
        i for i, upto in zip(items, asked, strict=True) if upto <= there_is
    ]


@given(names, credit_lists, item_lists)
def test_nothing_gives_or_gets_more_than_it_has(name, credits, items):
    shares = allocate(name, credits, items)
    used, given_ = used_of(shares), given_to(shares)
    assert used.keys() <= {credit.key for credit in credits}
    assert given_.keys() <= {item.key for item in items}
    assert all(used[credit.key] <= credit.amount for credit in credits)
    assert all(given_[item.key] <= item.amount for item in items)


@given(using_all, credit_lists, item_lists)
def test_as_much_is_applied_as_there_is(name, credits, items):
    applied = total(allocate(name, credits, items))
    assert applied == min(total(credits), total(items))


@given(names, credit_lists, item_lists)
def test_shares_are_sorted_and_above_zero_with_one_for_a_pair(name, credits, items):
    shares = allocate(name, credits, items)
    assert shares == sorted(shares)
    assert len({(share.credit, share.item) for share in shares}) == len(shares)
    assert all(share.amount > 0 for share in shares)


@given(names, credit_lists, item_lists, st.randoms())
def test_order_of_the_input_does_not_matter(name, credits, items, random):
    shares = allocate(name, credits, items)
    random.shuffle(credits)
    random.shuffle(items)
    assert allocate(name, iter(credits), iter(items)) == shares


@given(st.sampled_from(sorted(ORDERS)), credit_lists, item_lists)
def test_no_item_gets_anything_before_its_turn(name, credits, items):
    given_ = given_to(allocate(name, credits, items))
    turns = [
        (ORDERS[name](item), item.due, item.key, item.amount - given_[item.key])
        for item in items
    ]
    open_turns = [turn for turn in turns if turn[3]]
    assert all(
        turn <= min(open_turns, default=turn) for turn in turns if given_[turn[2]]
    )


@given(credit_lists, item_lists)
def test_credits_settle_their_origins_before_anything_else(credits, items):
    shares = allocate("origins", credits, items)
    used, given_ = used_of(shares), given_to(shares)
    still_open = [item for item in items if given_[item.key] < item.amount]
    for credit, item, _amount in sides(shares, credits, items):
        own = [i for i in still_open if i.document in credit.origins]
        foreign = item.document not in credit.origins
        rivals = still_open if foreign else own
        assert not (foreign and own)
        assert all((item.due, item.key) <= (i.due, i.key) for i in rivals)
    if still_open:
        assert all(used[credit.key] == credit.amount for credit in credits)


@given(credit_lists, item_lists)
def test_pro_rata_is_less_than_one_step_off(credits, items):
    given_ = given_to(allocate("prorata", credits, items))
    debt = total(items)
    applied = min(total(credits), debt)
    for item in items:
        assert abs(given_[item.key] * debt - applied * item.amount) < debt


@given(using_all, credit_lists, item_lists)
def test_credits_prefer_their_origins_whatever_the_items_get(name, credits, items):
    check_preferences(allocate(name, credits, items), credits, items)


@given(decided())
def test_amounts_decided_by_hand_are_exactly_met(case):
    credits, items = case
    shares = pair(credits, items)
    used = used_of(shares)
    assert given_to(shares) == {item.key: item.amount for item in items}
    assert all(used[credit.key] <= credit.amount for credit in credits)
    assert shares == sorted(shares)
    assert len({(share.credit, share.item) for share in shares}) == len(shares)
    check_preferences(shares, credits, items)


def check_preferences(shares, credits, items):
    """Own origins come first, the oldest credits next."""
    used, given_ = used_of(shares), given_to(shares)
    rows = sides(shares, credits, items)
    from_own, elsewhere = Counter(), []
    for credit, item, amount in rows:
        if item.document in credit.origins:
            from_own[item.key] += amount
        else:
            elsewhere.append(credit)
    spare = [credit for credit in credits if used[credit.key] < credit.amount]
    for credit in elsewhere + spare:
        own = [item.key for item in items if item.document in credit.origins]
        assert all(from_own[key] == given_[key] for key in own)
    ages = [(credit.date, credit.key) for credit in elsewhere]
    assert all(max(ages, default=(c.date, c.key)) <= (c.date, c.key) for c in spare)


@given(decided(), st.randoms())
def test_order_of_amounts_by_hand_does_not_matter(case, random):
    credits, items = case
    shares = pair(credits, items)
    random.shuffle(credits)
    random.shuffle(items)
    assert pair(iter(credits), iter(items)) == shares


@given(credit_lists, item_lists)
def test_more_than_the_credits_have_is_refused(credits, items):
    assume(total(items) > total(credits))
    with pytest.raises(ValueError, match=f"credits have {total(credits)}$"):
        pair(credits, items)


def test_an_item_that_gets_nothing_by_hand_has_no_share():
    credits = [Credit(7, 5, MAY, frozenset({11}))]
    items = [Item(1, 0, MAY, 11), Item(2, 0, MAY, 12), Item(3, 5, MAY, 12)]
    assert pair(credits, items) == [Share(7, 3, 5)]


def test_equals_are_decided_by_their_keys():
    credits = [Credit(key, 10, MAY) for key in (8, 7)]
    items = [Item(key, 10, MAY, 11) for key in (3, 2, 1)]
    for name in ("origins", *ORDERS, "exact"):
        assert allocate(name, credits, items) == [Share(7, 1, 10), Share(8, 2, 10)]
    assert given_to(allocate("prorata", credits, items)) == {1: 7, 2: 7, 3: 6}


def test_exact_closes_what_it_touches_whoever_chooses_first():
    credits = [
        Credit(7, 30, MAY),
        Credit(8, 50, MAY, frozenset({12})),
        Credit(9, 7, MAY),
    ]
    items = [Item(1, 20, MAY, 11), Item(2, 10, MAY, 11), Item(3, 50, MAY, 12)]
    shares = [Share(7, 1, 20), Share(7, 2, 10), Share(8, 3, 50)]
    assert allocate("exact", credits, items) == shares


def test_a_note_over_several_documents_settles_the_oldest_due_first():
    note = Credit(9, 25, MAY, frozenset({12, 13}))
    day = timedelta(1)
    items = [Item(n, 10, MAY + n * day, doc) for n, doc in enumerate((11, 13, 12, 13))]
    shares = [Share(9, 1, 10), Share(9, 2, 10), Share(9, 3, 5)]
    assert allocate("origins", [note], items) == shares


def test_unknown_strategy_is_refused():
    with pytest.raises(KeyError, match="cheapest"):
        allocate("cheapest", [], [])


def test_another_addon_adds_a_strategy(monkeypatch):
    monkeypatch.setitem(STRATEGIES, "document", in_order_of(attrgetter("document")))
    items = [Item(1, 10, MAY, 12), Item(2, 10, MAY, 11)]
    assert allocate("document", [Credit(7, 5, MAY)], items) == [Share(7, 2, 5)]
