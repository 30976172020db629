from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.money import (
    exceeds,
    from_steps,
    to_steps,
)

roundings = st.sampled_from([1.0, 0.1, 0.05, 0.01, 0.001, 5.0])
steps = st.integers(min_value=-(10**11), max_value=10**11)


@given(steps, roundings)
def test_whole_steps_survive_the_way_through_an_amount(count, rounding):
    assert to_steps(from_steps(count, rounding), rounding) == count


@given(steps, roundings)
def test_both_signs_round_alike(count, rounding):
    half = (count + 0.5) * rounding
    assert to_steps(-half, rounding) == -to_steps(half, rounding)


def test_halves_go_away_from_zero_as_accountants_round():
    assert [to_steps(x, 0.01) for x in (1.005, 2.675, -1.005)] == [101, 268, -101]


@given(steps, steps, roundings)
def test_limit_is_passed_by_the_first_step_beyond_it(count, more, rounding):
    limit = from_steps(abs(count), rounding)
    amount = from_steps(abs(count) + more, rounding)
    assert exceeds(amount, limit, rounding) == (more > 0)
    assert exceeds(amount, limit, rounding, tolerance=1) == (more > 1)


@given(steps, steps, roundings)
def test_limit_below_zero_is_passed_downwards(count, more, rounding):
    limit = from_steps(-abs(count) - 1, rounding)
    amount = from_steps(-abs(count) - 1 - more, rounding)
    assert exceeds(amount, limit, rounding) == (more > 0)
