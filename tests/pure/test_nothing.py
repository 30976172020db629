"""Whether the lines of a note come to nothing."""

from hypothesis import given
from hypothesis import strategies as some

from odoo.addons.account_credit_debit_note.tools.nothing import NoteLine, is_nothing

quantities = some.integers(-20, 20)
prices = some.integers(0, 10_000).map(lambda cents: cents / 100)


@given(quantities, prices)
def test_what_is_taken_back_and_charged_anew_is_nothing(quantity, price):
    pair = [NoteLine(1, quantity, price), NoteLine(1, -quantity, price)]
    assert is_nothing(pair, 0.01)


@given(quantities, prices)
def test_another_line_or_another_tax_is_something(quantity, price):
    pair = [NoteLine(1, quantity, price), NoteLine(2, -quantity, price)]
    assert is_nothing(pair, 0.01) == (not quantity)


@given(some.integers(1, 20), some.integers(1, 10_000))
def test_money_is_something(quantity, cents):
    assert not is_nothing([NoteLine(1, quantity, cents / 100)], 0.01)
    assert not is_nothing([NoteLine(1, quantity, cents / 100, 50.0)], 0.001)


def test_what_is_below_the_smallest_step_is_nothing():
    assert is_nothing([NoteLine(1, 1, 0.001), NoteLine(2, 1, 0.004)], 0.01)
    assert is_nothing([NoteLine(1, 1, 0.4)], 1.0)
    assert not is_nothing([NoteLine(1, 1, 0.4)], 0.01)


def test_pieces_that_are_free_are_something():
    assert not is_nothing([NoteLine(1, 2, 0.0)], 0.01)
    assert not is_nothing([NoteLine(1, 2, 5.0, 100.0)], 0.01)
    assert is_nothing([NoteLine(1, 0, 5.0)], 0.01)
    assert is_nothing([], 0.01)
