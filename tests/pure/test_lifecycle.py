"""What `./dev lifecycle` compares: pictures of the books before and after."""

import json

from devkit import databases, lifecycle

BEFORE = {
    "account_move": {
        1: {
            "id": 1,
            "name": "INV/1",
            "amount_total": 115.0,
            "write_date": "2026-03-01",
        },
        2: {"id": 2, "name": "INV/2", "amount_total": 20.0, "write_date": "2026-03-02"},
    }
}


def changed(number=1, **values):
    row = {**BEFORE["account_move"][number], **values}
    return {"account_move": {**BEFORE["account_move"], number: row}}


def test_same_books_have_not_changed():
    assert lifecycle.changed_rows(BEFORE, changed()) == []


def test_new_columns_are_the_addons_own():
    assert lifecycle.changed_rows(BEFORE, changed(is_finalized=None)) == []


def test_a_changed_value_is_told_with_both():
    assert lifecycle.changed_rows(BEFORE, changed(name="INV/9")) == [
        "account_move 1: name was 'INV/1', is 'INV/9'"
    ]


def test_a_touched_row_has_changed():
    assert len(lifecycle.changed_rows(BEFORE, changed(write_date="2026-04-01"))) == 1


def test_a_value_that_became_empty_has_changed():
    assert len(lifecycle.changed_rows(BEFORE, changed(amount_total=None))) == 1


def test_rows_that_went_or_came_are_told():
    first, second = BEFORE["account_move"].values()
    after = {"account_move": {1: first, 3: second}}
    assert lifecycle.changed_rows(BEFORE, after) == [
        "account_move 2 is gone",
        "account_move 3 is new",
    ]


def test_a_column_that_went_has_changed_where_it_counts():
    after = changed()
    after["account_move"][1].pop("name")
    assert lifecycle.changed_rows(BEFORE, after) == ["account_move 1: name is gone"]
    columns = {"account_move": {"id", "amount_total"}}
    assert lifecycle.changed_rows(BEFORE, after, columns) == []


def test_what_is_meant_may_change():
    after = changed(name="INV/9", amount_total=1.0)
    assert lifecycle.changed_rows(BEFORE, after, meant=("account_move.name",)) == [
        "account_move 1: amount_total was 115.0, is 1.0"
    ]


def test_rows_without_id_are_known_by_all_their_values(monkeypatch):
    def sql(query, _database):
        assert "tax_rel" in query
        return [
            [json.dumps({"line": 1, "tax": 2})],
            [json.dumps({"line": 1, "tax": 3})],
        ]

    monkeypatch.setattr(databases, "sql", sql)
    picture = lifecycle.rows("books", ("tax_rel",))
    assert len(picture["tax_rel"]) == 2
    assert lifecycle.changed_rows(picture, {"tax_rel": {}}) == [
        "tax_rel (1, 2) is gone",
        "tax_rel (1, 3) is gone",
    ]


def test_what_is_left_and_what_is_missing():
    before = {"table": {"account_move"}, "view": {"form"}}
    after = {"table": {"account_move", "account_note"}, "view": set()}
    assert lifecycle.new_traces(before, after) == [
        "table account_note is left",
        "view form is gone",
    ]
