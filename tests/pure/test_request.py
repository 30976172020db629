import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools import request
from odoo.addons.account_credit_debit_note.tools.request import BadRequest

SCHEMA = {
    "ids": request.ids,
    "amount": request.positive,
    "quantity": request.number,
    "name": request.text,
    "date": request.day,
    "is_net": request.flag,
    "mode": request.choice("full", "lines"),
    "lines": request.rows({"line_id": request.record_id, "quantity": request.number}),
    "origin": request.record({"number": request.text}),
}


@pytest.mark.parametrize(
    ("wrong", "path", "expected"),
    [
        (None, "request", "object"),
        ([], "request", "object"),
        ({"sum": 1}, "sum", "unknown"),
        ({"ids": 5}, "ids", "list"),
        ({"ids": []}, "ids", "list"),
        ({"ids": "12"}, "ids", "list"),
        ({"ids": [True]}, "ids[0]", "id"),
        ({"ids": [1, 2**31]}, "ids[1]", "id"),
        ({"ids": [0]}, "ids[0]", "id"),
        ({"ids": [1.0]}, "ids[0]", "id"),
        ({"ids": [7, 7]}, "ids", "once"),
        ({"ids": [1] * 5001}, "ids", "list"),
        ({"amount": 0}, "amount", "positive"),
        ({"amount": -1}, "amount", "positive"),
        ({"amount": True}, "amount", "number"),
        ({"amount": "5"}, "amount", "number"),
        ({"amount": math.nan}, "amount", "number"),
        ({"amount": math.inf}, "amount", "number"),
        ({"quantity": 10**400}, "quantity", "smaller"),
        ({"name": 7}, "name", "text"),
        ({"name": "x" * 2001}, "name", "text"),
        ({"name": "a\x00b"}, "name", "text"),
        ({"date": "2026-02-30"}, "date", "date"),
        ({"date": "10/03/2026"}, "date", "date"),
        ({"date": 20260310}, "date", "date"),
        ({"is_net": 1}, "is_net", "flag"),
        ({"mode": "all"}, "mode", ("full", "lines")),
        ({"mode": ["full"]}, "mode", ("full", "lines")),
        ({"lines": {"line_id": 1}}, "lines", "list"),
        ({"lines": [{"line_id": 1}, {"line_id": "x"}]}, "lines[1].line_id", "id"),
        ({"lines": [{"qty": 1}]}, "lines[0].qty", "unknown"),
        ({"origin": {"number": 4}}, "origin.number", "text"),
        ({7: 1}, "7", "unknown"),
    ],
)
def test_wrong_values_are_named(wrong, path, expected):
    with pytest.raises(BadRequest) as caught:
        request.read(wrong, SCHEMA)
    assert (caught.value.path, caught.value.expected) == (path, expected)


def test_what_is_not_said_is_none():
    assert request.read({"name": None}, SCHEMA) == dict.fromkeys(SCHEMA)


def test_values_as_they_are_used():
    found = request.read(
        {
            "ids": (1, 2),
            "amount": 5,
            "name": " Desk ",
            "date": "2026-03-10",
            "lines": [{"line_id": 4, "quantity": -1}],
            "origin": {"number": "A-7"},
        },
        SCHEMA,
    )
    assert found["ids"] == [1, 2]
    assert isinstance(found["amount"], float)
    assert found["name"] == "Desk"
    assert str(found["date"]) == "2026-03-10"
    assert found["lines"] == [{"line_id": 4, "quantity": -1.0}]
    assert found["origin"] == {"number": "A-7"}


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*SCHEMA, "number", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*SCHEMA, "x"]), ANYTHING))
def test_whatever_comes_is_read_or_refused(value):
    try:
        found = request.read(value, SCHEMA)
    except BadRequest as refused:
        assert refused.path
    else:
        assert set(found) == set(SCHEMA)


@given(st.dictionaries(st.sampled_from([*SCHEMA, "x"]), ANYTHING))
def test_what_is_meant_anyway_changes_no_meaning(said):
    defaults = {"mode": "full", "lines": {"quantity": 1}}
    meaning = request.get_meaning(said, defaults)
    silent = {"a": None, "b": False, "c": " "}
    assert request.get_meaning({**said, **silent}, defaults) == meaning
    assert request.get_meaning(meaning, defaults) == meaning
    rows = [{"line_id": 1}, {}]
    told = [{"line_id": 1, **silent}, {"quantity": 1.0}]
    assert request.get_meaning({"lines": told}, defaults) == {"lines": rows}
