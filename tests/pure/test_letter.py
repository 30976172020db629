from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.letter import (
    Document,
    Event,
    net,
    tables,
)

DAY = date(2026, 3, 10)
INVOICES, NOTES = (1, 2, 3), (11, 12)
events = st.lists(
    st.builds(
        lambda item, note, part, day, steps: Event(item, note, part, day, steps, steps),
        st.sampled_from(INVOICES),
        st.sampled_from(NOTES),
        st.sampled_from(["", "1/2"]),
        st.dates(),
        st.integers(-20, 20),
    ),
    max_size=12,
)
amounts = st.tuples(*[st.tuples(st.integers(0, 99), st.integers(-9, 99))] * 5)


def documents(amounts):
    """Invoice 3 is in a currency of its own."""
    return [
        Document(key, 2 if key == 3 else 1, original, left)
        for key, (original, left) in zip(INVOICES + NOTES, amounts, strict=True)
    ]


@given(events)
def test_an_application_and_its_end_leave_nothing(events):
    ends = [
        event._replace(item_steps=-event.item_steps, note_steps=-event.note_steps)
        for event in events
    ]
    assert net(events + ends) == []


@given(events)
def test_netting_keeps_the_sum_of_every_document(events):
    for key in INVOICES:
        assert sum(e.item_steps for e in net(events) if e.item == key) == sum(
            e.item_steps for e in events if e.item == key
        )


@given(events)
def test_nothing_is_left_to_net(events):
    once = net(events)
    assert sorted(net(once)) == sorted(once)


@given(events, amounts, st.sampled_from(["invoice", "note"]))
def test_every_line_and_every_total_adds_up(events, amounts, by):
    for table in tables(net(events), documents(amounts), by):
        for group in table.groups:
            document = group.document
            assert document.original + group.settled + group.applied == document.open
        parts = [table.total(name) for name in ("original", "settled", "applied")]
        assert sum(parts) == table.total("open")


@given(events, amounts)
def test_both_groupings_tell_the_same_sum(events, amounts):
    events = net(events)
    by_invoice, by_note = (
        sum(t.total("applied") for t in tables(events, documents(amounts), by))
        for by in ("invoice", "note")
    )
    assert by_invoice == -by_note


@given(events, amounts)
def test_a_table_has_one_currency_and_every_event_one_row(events, amounts):
    events = net(events)
    found = tables(events, documents(amounts), "invoice")
    assert len({table.currency for table in found}) == len(found)
    for table in found:
        assert {group.document.currency for group in table.groups} == {table.currency}
    rows = [row for table in found for group in table.groups for row in group.rows]
    assert len(rows) == len(events)


def test_documents_print_in_the_order_given():
    events = [Event(1, 12, "", DAY, 5, 5), Event(2, 11, "", DAY, 5, 5)]
    given_order = [Document(key, 1, 10, 5) for key in (2, 1)] + [
        Document(key, 1, -10, 0) for key in (11, 12)
    ]
    [table] = tables(events, given_order, "invoice")
    assert [group.document.key for group in table.groups] == [2, 1]
