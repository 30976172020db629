import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.distribute import distribute

totals = st.integers(min_value=-(10**12), max_value=10**12)
weights = st.dictionaries(
    st.tuples(st.integers(0, 50), st.text(max_size=3)),
    st.integers(min_value=-(10**9), max_value=10**9),
    min_size=1,
    max_size=12,
).filter(lambda found: sum(found.values()) != 0)


@given(totals, weights)
def test_parts_add_up_to_the_total(total, places):
    parts = distribute(total, places)
    assert sum(parts.values()) == total
    assert parts.keys() == places.keys()


@given(totals, weights)
def test_each_part_is_less_than_one_step_off(total, places):
    whole = sum(places.values())
    for key, part in distribute(total, places).items():
        assert abs(part * whole - total * places[key]) < abs(whole)


@given(totals, weights, st.randoms())
def test_order_matters_between_equal_places_only(total, places, random):
    shuffled = list(places.items())
    random.shuffle(shuffled)

    def by_weight(found):
        return sorted((places[key], steps) for key, steps in found.items())

    assert by_weight(distribute(total, dict(shuffled))) == by_weight(
        distribute(total, places)
    )


@given(totals, weights)
def test_both_signs_are_spread_alike(total, places):
    opposite = {key: -part for key, part in distribute(total, places).items()}
    assert distribute(-total, places) == opposite
    negated = {key: -weight for key, weight in places.items()}
    assert distribute(total, negated) == distribute(total, places)


@given(totals, weights)
def test_place_without_weight_gets_nothing(total, places):
    parts = distribute(total, {**places, (99, ""): 0})
    assert parts[99, ""] == 0


@given(weights)
def test_the_whole_gives_back_the_weights(places):
    assert distribute(sum(places.values()), places) == places


def test_equal_places_take_the_odd_steps_in_the_order_they_come():
    assert distribute(5, {181: 1, 1099: 1, 99: 1}) == {181: 2, 1099: 2, 99: 1}


@given(totals)
def test_weights_that_cancel_out_are_refused(total):
    assume(total)
    with pytest.raises(ValueError, match="add up to zero"):
        distribute(total, {"a": 5, "b": -5})
