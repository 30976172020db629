from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.money import from_steps, to_steps
from odoo.addons.account_credit_debit_note.tools.pricing import (
    Line,
    price_left,
    price_to_credit,
)

prices = st.integers(min_value=1, max_value=10**6).map(lambda count: count / 1000)
roundings = st.sampled_from([0.01, 0.05, 1.0])


def rounded(amount, rounding):
    return from_steps(to_steps(amount, rounding), rounding)


@given(prices, st.integers(min_value=1, max_value=12), roundings, st.data())
def test_credits_in_any_parts_add_up_to_the_line(price, quantity, rounding, data):
    line = Line(quantity, price, rounded(quantity * price, rounding))
    # Below a step per unit there is nothing to share out
    assume(to_steps(line.amount, rounding) > 2 * quantity)
    while line.quantity_left:
        part = data.draw(st.integers(min_value=1, max_value=line.quantity_left))
        credited = rounded(part * price_to_credit(line, part, rounding), rounding)
        line = line._replace(
            credited_quantity=line.credited_quantity + part,
            credited_amount=line.credited_amount + credited,
        )
    assert to_steps(line.credited_amount, rounding) == to_steps(line.amount, rounding)


@given(prices, st.integers(min_value=2, max_value=12), st.data())
def test_after_a_lower_price_all_units_share_what_is_left(price, quantity, data):
    line = Line(quantity, price, rounded(quantity * price, 0.01), repriced=True)
    assume(line.amount > 1)
    credited = data.draw(st.floats(min_value=0, max_value=0.9)) * line.amount
    line = line._replace(credited_amount=rounded(credited, 0.01))
    amount = rounded(quantity * price_left(line, 0.01), 0.01)
    assert to_steps(amount, 0.01) == to_steps(line.amount_left, 0.01)


@given(prices, st.integers(min_value=2, max_value=12))
def test_untouched_line_keeps_its_price(price, quantity):
    line = Line(quantity, price, rounded(quantity * price, 0.01))
    assert price_to_credit(line, 1, 0.01) == price
    assert price_to_credit(line, quantity, 0.01) == price


def test_nothing_left_keeps_the_price():
    assert price_left(Line(5, 10.0, 50.0, 5, 50.0), 0.01) == 10.0
