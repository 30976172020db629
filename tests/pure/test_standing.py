import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.money import to_steps
from odoo.addons.account_credit_debit_note.tools.standing import (
    QUANTITY_STEP,
    Entry,
    Terms,
    replay,
    state,
)

quantities = st.integers(1, 20).map(float)
prices = st.integers(1, 5000).map(lambda cents: cents / 100)


def sold(quantity, price):
    return Entry(quantity, Terms.of(price, 0.0, ()), quantity * price)


def back(terms, quantity):
    return Entry(-quantity, terms, -quantity * terms.net_price)


def anew(terms, quantity):
    return Entry(quantity, terms, quantity * terms.net_price)


@st.composite
def lives(draw):
    """A line, and corrections each of which takes from what stands by then."""
    entries = [sold(draw(quantities), draw(prices))]
    for _note in range(draw(st.integers(0, 6))):
        standing = replay(entries)
        if standing.quantity < 1:
            break
        part = draw(st.integers(1, int(standing.quantity)))
        for terms, quantity in standing.take(float(part)):
            entries.append(back(terms, quantity))
            if draw(st.booleans()):
                price = draw(prices)
                entries.append(anew(Terms.of(price, 0.0, ()), quantity))
    return entries


@given(lives())
def test_pieces_and_money_that_stand_belong_together(entries):
    standing = replay(entries)
    worth = sum(layer.quantity * layer.terms.net_price for layer in standing.layers)
    assert abs(worth - standing.net) < 0.0001
    assert standing.quantity >= 0.0


@given(lives(), st.booleans())
def test_all_that_stands_can_be_taken_back(entries, oldest):
    standing = replay(entries)
    pieces = standing.take(standing.quantity, oldest=oldest)
    closed = replay([*entries, *(back(*piece) for piece in pieces)])
    assert not closed.layers
    assert abs(closed.net) < 0.0001


@given(lives())
def test_a_note_and_its_reversal_leave_things_as_they_were(entries):
    standing = replay(entries)
    pieces = standing.take(standing.quantity)
    undone = replay(
        [
            *entries,
            *(back(*piece) for piece in pieces),
            *(anew(*piece) for piece in pieces),
        ]
    )
    assert {*undone.layers} == {*standing.layers}


@given(quantities, prices, prices)
def test_an_amount_off_takes_no_piece(quantity, price, off):
    line = sold(quantity, price)
    terms = Terms.of(price + off, 0.0, ())
    standing = replay([line, back(terms, 1.0)])
    assert standing.quantity == quantity
    assert standing.reductions == (terms,)
    # What gives it back is no new piece either
    given_back = replay([line, back(terms, 1.0), anew(terms, 1.0)])
    assert given_back.quantity == quantity
    assert not given_back.reductions


@given(quantities, quantities, prices)
def test_debit_notes_add_pieces_and_raise_prices(quantity, more, price):
    line, higher = sold(quantity, price), Terms.of(price + 1, 0.0, ())
    raised = replay(
        [
            line,
            back(line.terms, quantity)._replace(debit=7),
            anew(higher, quantity)._replace(debit=7),
        ]
    )
    assert (raised.quantity, raised.added) == (quantity, 0.0)
    added = replay([line, anew(line.terms, more)._replace(debit=7)])
    assert (added.quantity, added.added, added.credited) == (quantity + more, more, 0.0)


def test_pieces_of_chosen_terms_are_taken():
    old, new = Terms(100.0), Terms(90.0)
    entries = [sold(10.0, 100.0), back(old, 3.0), anew(new, 3.0)]
    taken = replay(entries).take(5.0, chosen=old)
    assert [(piece.terms, piece.quantity) for piece in taken] == [(old, 5.0)]
    assert sum(piece.quantity for piece in taken) > QUANTITY_STEP


def retaxed(standing, high, low, price=None):
    """Return the two lines by which version 19.0.1 changed the taxes of a line."""
    net = standing.nets[high]
    back = Entry(-1.0, Terms.of(net, 0.0, high), -net, is_tax=True)
    worth = net if price is None else price
    return [back, Entry(1.0, Terms.of(worth, 0.0, low), net, is_tax=True)]


@given(quantities, st.integers(100, 5000).map(lambda cents: cents / 100), st.booleans())
def test_taxes_changed_by_an_earlier_version_are_those_of_the_pieces(
    quantity, price, is_reversed
):
    high, low = (21,), (6,)
    terms = Terms.of(price, 0.0, high)
    line = Entry(quantity, terms, quantity * price)
    pair = retaxed(replay([line]), high, low)
    changed = replay([line, *pair])
    assert [*changed.layers] == [(terms._replace(taxes=low), quantity)]
    assert (changed.nets[high], changed.nets[low]) == (0.0, line.net)
    undoing = [e._replace(quantity=-e.quantity, net=-e.net) for e in pair]
    undone = replay([line, *pair, *undoing[:: -1 if is_reversed else 1]])
    assert [*undone.layers] == [*replay([line]).layers]


def test_earlier_change_of_taxes_that_are_in_the_price_keeps_the_net():
    line = Entry(3.0, Terms.of(12.10, 0.0, (21,)), 30.0)
    pair = retaxed(replay([line]), (21,), (6,), price=31.80)
    (layer,) = replay([line, *pair]).layers
    assert layer == (Terms.of(10.60, 0.0, (6,)), 3.0)


def test_earlier_change_of_the_taxes_of_a_discount():
    line = Entry(1.0, Terms.of(-50.0, 0.0, (21,)), -50.0)
    back = Entry(1.0, Terms.of(50.0, 0.0, (21,)), 50.0, is_tax=True)
    anew = Entry(-1.0, Terms.of(40.0, 0.0, (6,)), -40.0, is_tax=True)
    (layer,) = replay([line, back, anew]).layers
    assert layer == (Terms.of(-40.0, 0.0, (6,)), 1.0)


def test_change_of_the_taxes_of_some_pieces_names_them():
    line = Entry(3.0, Terms.of(50.0, 0.0, (21,)), 150.0)
    back = Entry(-1.0, line.terms, -50.0, is_tax=True)
    anew = Entry(1.0, Terms.of(50.0, 0.0, (6,)), 50.0, is_tax=True)
    layers = replay([line, back, anew]).layers
    assert [(piece.terms.taxes, piece.quantity) for piece in layers] == [
        ((21,), 2.0),
        ((6,), 1.0),
    ]


@given(lives())
def test_pieces_are_named_by_a_key(entries):
    standing = replay(entries)
    for layer in standing.layers:
        assert Terms.of_key(layer.terms.key) == layer.terms
        assert standing.find(layer.terms) == layer
    assert standing.find(Terms(-1.0)) is None
    assert standing.find() == (standing.layers[-1] if standing.layers else None)


@pytest.mark.parametrize("key", ["x", "null", "[1]", "7", '[1, 0, ["x", 2], 100]'])
def test_what_is_no_key_names_nothing(key):
    with pytest.raises(ValueError, match="names no terms"):
        Terms.of_key(key)


@given(lives(), st.integers(0, 100))
def test_a_document_states_all_pieces_and_all_money(entries, off):
    entries = [*entries, Entry(0.0, Terms.of(1.0, 0.0, ()), -off / 7, is_amount=True)]
    standing = replay(entries)
    rows = state(standing, 0.01)
    quantity, net = sum(row.quantity for row in rows), sum(row.net for row in rows)
    assert abs(quantity - standing.quantity) < QUANTITY_STEP
    assert to_steps(net, 0.01) == to_steps(standing.net, 0.01)


def test_prices_and_taxes_are_rows_of_their_own():
    dear, cheap = Terms.of(100.0, 0.0, (1,)), Terms.of(90.0, 0.0, (1,))
    other = Terms.of(100.0, 0.0, (2,))
    entries = [Entry(10.0, dear, 1000.0), back(dear, 4.0), anew(cheap, 3.0)]
    rows = state(replay([*entries, anew(other, 1.0)]), 0.01)
    assert rows == [((1,), 6.0, 600.0), ((1,), 3.0, 270.0), ((2,), 1.0, 100.0)]
