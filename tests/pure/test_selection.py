from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.selection import (
    SECTION_LEVELS,
    Row,
    kept_rows,
)

kinds = st.sampled_from(["product", "line_section", "line_subsection", "line_note"])
documents = st.lists(st.tuples(kinds, st.booleans()), max_size=30).map(
    lambda rows: [
        Row(key, kind, chosen and kind == "product")
        for key, (kind, chosen) in enumerate(rows)
    ]
)


def names(text):
    """Return rows from words: S a section, s a subsection, n a note, P chosen."""
    kind = {"S": "line_section", "s": "line_subsection", "n": "line_note"}
    return [
        Row(key, kind.get(word, "product"), word == "P")
        for key, word in enumerate(text.split())
    ]


@given(documents)
def test_all_chosen_products_are_kept_and_no_others(rows):
    kept = set(kept_rows(rows))
    for row in rows:
        if row.display_type == "product":
            assert (row.key in kept) == row.chosen


@given(documents)
def test_order_of_the_document_is_kept(rows):
    kept = kept_rows(rows)
    assert kept == sorted(kept)


@given(documents)
def test_no_heading_is_kept_without_content(rows):
    kept = set(kept_rows(rows))
    for position, row in enumerate(rows):
        level = SECTION_LEVELS.get(row.display_type)
        if level and row.key in kept:
            below = rows[position + 1 :]
            end = next(
                (
                    index
                    for index, other in enumerate(below)
                    if SECTION_LEVELS.get(other.display_type, 9) <= level
                ),
                len(below),
            )
            assert any(other.chosen for other in below[:end])


def test_nothing_chosen_keeps_nothing():
    assert kept_rows(names("n S p n s p")) == []


def test_subsection_keeps_its_section():
    assert kept_rows(names("S p s P n S p")) == [0, 2, 3, 4]


def test_note_before_every_section_stays_while_something_is_chosen():
    assert kept_rows(names("n p S P")) == [0, 2, 3]


def test_section_closes_the_subsection_before_it():
    assert kept_rows(names("S s p S s P")) == [3, 4, 5]
