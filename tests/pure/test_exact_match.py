from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.allocation import Credit, Item
from odoo.addons.account_credit_debit_note.tools.exact_match import find_exact_matches

MAY = date(2025, 5, 31)

documents = st.integers(1, 3)
origins = st.frozensets(documents, max_size=2)


@st.composite
def cases(draw):
    """Credits, the oldest first, and items, the first due first."""
    credits = draw(st.lists(st.tuples(st.integers(1, 8), origins), max_size=8))
    items = draw(st.lists(st.tuples(st.integers(1, 5), documents), max_size=10))
    return (
        [Credit(key, amount, MAY, own) for key, (amount, own) in enumerate(credits)],
        [Item(key, amount, MAY, doc) for key, (amount, doc) in enumerate(items)],
    )


def left(credits, items, matches):
    used = {credit.key for credit, _group in matches}
    closed = {item.key for _credit, group in matches for item in group}
    return (
        [credit for credit in credits if credit.key not in used],
        [item for item in items if item.key not in closed],
    )


def rests(items):
    """What is open of each document."""
    found = defaultdict(int)
    for item in items:
        found[item.document] += item.amount
    return found


@given(cases())
def test_credits_are_used_up_and_items_closed_once(case):
    matches = find_exact_matches(*case)
    for credit, group in matches:
        assert credit.amount == sum(item.amount for item in group)
    closed = [item.key for _credit, group in matches for item in group]
    assert len(closed) == len(set(closed))
    assert len(matches) == len({credit.key for credit, _group in matches})


@given(cases())
def test_several_items_are_all_that_is_open_of_one_document(case):
    matches = find_exact_matches(*case)
    still_open = rests(left(*case, matches)[1])
    for _credit, group in matches:
        assert len({item.document for item in group}) == 1
        assert len(group) == 1 or group[0].document not in still_open


@given(cases())
def test_nothing_that_fits_is_left(case):
    spare, is_open = left(*case, find_exact_matches(*case))
    amounts = {item.amount for item in is_open} | set(rests(is_open).values())
    assert amounts.isdisjoint(credit.amount for credit in spare)


@given(cases())
def test_own_documents_come_first(case):
    credits, items = case
    matches = find_exact_matches(credits, items)
    is_open = left(credits, items, matches)[1]
    whole = rests(items)
    untouched = {doc for doc, rest in rests(is_open).items() if rest == whole[doc]}
    for credit, group in matches:
        if group[0].document not in credit.origins:
            own = [item for item in is_open if item.document in credit.origins]
            assert credit.amount not in {item.amount for item in own}
            assert all(
                whole[doc] != credit.amount for doc in credit.origins & untouched
            )


@given(cases())
def test_one_item_comes_before_a_document_and_the_oldest_before_others(case):
    credits, items = case
    matches = find_exact_matches(credits, items)
    spare, is_open = left(credits, items, matches)
    for credit, group in matches:
        foreign = group[0].document not in credit.origins
        rivals = [
            item
            for item in is_open
            if item.amount == credit.amount
            and (foreign or item.document in credit.origins)
        ]
        assert not rivals or (len(group) == 1 and group[0].key < rivals[0].key)
        waiting = [c for c in spare if c.amount == credit.amount]
        assert not (foreign and waiting and waiting[0].key < credit.key)


def test_own_instalments_are_left_to_their_note():
    older, own = Credit(7, 100, MAY), Credit(8, 100, MAY, frozenset({12}))
    items = [Item(1, 60, MAY, 12), Item(2, 40, MAY, 12), Item(3, 100, MAY, 13)]
    assert find_exact_matches([older, own], items) == [
        (own, items[:2]),
        (older, items[2:]),
    ]


def test_what_another_credit_leaves_of_a_document_fits_as_well():
    first, second = Credit(7, 40, MAY), Credit(8, 60, MAY + timedelta(1))
    items = [Item(key, steps, MAY, 11) for key, steps in enumerate((60, 30, 10))]
    found = find_exact_matches([first, second], items)
    assert found == [(second, items[:1]), (first, items[1:])]


def test_its_own_note_takes_what_is_left_of_a_document():
    first, second = Credit(6, 40, MAY), Credit(7, 60, MAY)
    own = Credit(8, 40, MAY, frozenset({11}))
    items = [Item(key, steps, MAY, 11) for key, steps in enumerate((60, 30, 10))]
    found = find_exact_matches([first, second, own], items)
    assert found == [(second, items[:1]), (own, items[1:])]


def test_of_equal_documents_the_oldest_due_is_closed():
    items = [Item(key, 10, MAY, doc) for key, doc in enumerate((13, 12, 12, 13))]
    note = Credit(9, 20, MAY, frozenset({12, 13}))
    assert find_exact_matches([note], items) == [(note, [items[0], items[3]])]
