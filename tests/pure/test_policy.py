from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.policy import Policy, merge

layers = st.lists(
    st.dictionaries(
        st.sampled_from(["guard", "rate"]), st.none() | st.sampled_from("abc")
    ),
    max_size=4,
)


@given(layers)
def test_last_layer_that_says_something_wins(found):
    said = [layer["guard"] for layer in found if layer.get("guard")]
    assert merge(*found).guard == (said[-1] if said else Policy().guard)


def test_switch_that_is_off_is_a_word_too():
    assert not merge({"reason_required": True}, {"reason_required": False})[1]
