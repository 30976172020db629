import re
import string

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.numbering import (
    LETTERS,
    OWN_SERIES,
    Chain,
    split,
    split_of_core,
)

numbers = st.text(string.ascii_uppercase + string.digits + "/-. ", min_size=1)
sides = st.sampled_from(sorted(LETTERS))
ordinals = st.integers(1, 999_999_999)


@given(numbers, sides, ordinals)
def test_number_tells_which_of_the_chain_it_is(document, side, ordinal):
    chain = Chain.after(document, side)
    assert chain.ordinal(chain.format(seq=ordinal)) == ordinal
    assert chain.document == document


@given(numbers, sides, st.lists(ordinals, unique=True))
def test_numbers_of_a_chain_differ(document, side, found):
    chain = Chain.after(document, side)
    assert len({chain.format(seq=ordinal) for ordinal in found}) == len(found)


@given(numbers, st.text(max_size=12))
def test_what_is_a_number_of_the_chain_is_written_like_one(document, ending):
    chain = Chain(document)
    ordinal = chain.ordinal(document + ending)
    assert not ordinal or chain.format(seq=ordinal) == document + ending


@given(numbers, sides)
def test_own_series_has_no_number_after_a_document(document, side):
    assert not Chain.after(document, side).base.startswith(OWN_SERIES)


@given(numbers, sides)
def test_what_stands_for_a_chain_in_the_memory_of_core_is_none_of_its_numbers(
    document, side
):
    chain = Chain.after(document, side)
    assert not chain.ordinal(chain.format(seq=0))


@given(numbers)
def test_split_is_that_of_core(number):
    match = re.match(r"^(?:.*?)(\d{0,9})(?:\D*?)$", number)
    assert split(number) == (number[: match.start(1)], int(match[1] or 0))


def test_counters_core_cannot_keep_are_none_of_the_chain():
    chain = Chain("RINV/4")
    for ending in ("-0", "-1", "-02", "-1234567890", "-٣", "-", "-2-2"):
        assert not chain.ordinal("RINV/4" + ending), ending
    assert not chain.ordinal(False)


@given(numbers, st.integers(2, 9))
def test_core_never_counts_on_from_a_later_note(document, ordinal):
    chain = Chain(document)
    assert split_of_core(chain, ordinal) == (split_of_core(chain, 1)[0], 0)
