from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from .common import NoteCase

VIEWS = ("account.view_account_invoice_filter", "account.view_account_bill_filter")


@tagged("post_install", "-at_install")
class TestNoteFilters(NoteCase):
    """Credit notes are found by what became of them, by reason and by origin."""

    def set_scene(self):
        self.origin = self.invoice()
        self.applied = self.credit(self.origin)
        self.goodwill = self.invoice(move_type="out_refund")
        self.applied.note_reason_id = self.env.ref(
            "account_credit_debit_note.reason_damaged"
        )
        self.notes = self.applied | self.goodwill

    def filters(self, view):
        arch = self.env["account.move"].get_view(self.env.ref(view).id, "search")[
            "arch"
        ]
        return {
            node.get("name"): node for node in etree.fromstring(arch).iter("filter")
        }

    def assert_found(self, name, expected):
        for view in VIEWS:
            domain = literal_eval(self.filters(view)[name].get("domain"))
            found = self.notes.search([("id", "in", self.notes.ids), *domain])
            self.assertEqual(found, expected, view)

    def assert_groups(self, name, expected):
        for view in VIEWS:
            context = literal_eval(self.filters(view)[name].get("context"))
            groups = self.notes._read_group(
                [("id", "in", self.notes.ids)], [context["group_by"]], ["id:recordset"]
            )
            self.assertEqual({notes: value for value, notes in groups}, expected)

    def test_credit_that_is_open(self):
        self.assert_found("note_open", self.goodwill)

    def test_credit_that_is_used(self):
        self.assert_found("note_applied", self.applied)
        self.assert_found("note_refunded", self.notes.browse())
        self.assert_found("note_partly_applied", self.notes.browse())

    def test_credit_without_an_invoice(self):
        self.assert_found("note_goodwill", self.goodwill)

    def test_credit_without_a_reason(self):
        self.assert_found("note_without_reason", self.goodwill)

    def test_note_with_an_origin_by_line_alone_is_no_goodwill(self):
        note = self.invoice(move_type="out_refund", post=False)
        note.invoice_line_ids.origin_move_id = self.origin
        found = note.search([("origin_move_ids", "=", False), ("id", "=", note.id)])
        self.assertFalse(found)
        found = note.search(
            [("origin_move_ids", "in", [False, self.origin.id]), ("id", "=", note.id)]
        )
        self.assertEqual(found, note)

    def test_groups_by_origin_reason_and_kind(self):
        none = self.env["account.note.reason"]
        self.assert_groups(
            "group_note_origin",
            {self.applied: self.origin, self.goodwill: self.notes.browse()},
        )
        self.assert_groups(
            "group_note_reason",
            {self.applied: self.applied.note_reason_id, self.goodwill: none},
        )
        self.assert_groups(
            "group_note_reason_kind", {self.applied: "return", self.goodwill: False}
        )

    def test_kind_can_be_grouped_in_the_browser(self):
        field = self.notes.fields_get(["note_reason_kind"])["note_reason_kind"]
        self.assertTrue(field["groupable"])
