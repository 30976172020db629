from unittest.mock import patch

from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestOriginFinder(NoteCase):
    """Notes of other flows; those of real modules are in test_flow_*."""

    def note_of(self, *invoices, **values):
        """Return a draft credit note whose flow knows these invoices."""
        lines = self.env["account.move"].union(*invoices).invoice_line_ids
        flow = patch.object(type(lines), "_get_flow_lines", lambda _line: lines.sudo())
        with flow:
            return self.invoice(
                ("Back", 1, 100.0), move_type="out_refund", post=False, **values
            )

    def test_found_invoice_is_the_origin_of_line_and_document(self):
        invoice = self.invoice()
        note = self.note_of(invoice)
        self.assertEqual(note.invoice_line_ids.origin_line_id, invoice.invoice_line_ids)
        self.assertEqual(note.reversed_entry_id, invoice)

    def test_draft_of_another_note_is_not_offered_twice(self):
        invoice = self.invoice()
        self.note_of(invoice)
        self.assertFalse(self.note_of(invoice).origin_move_ids)

    def test_newest_invoice_is_taken(self):
        first = self.invoice(invoice_date="2026-02-01")
        second = self.invoice(invoice_date="2026-03-01")
        note = self.note_of(first, second, invoice_date="2026-03-10")
        self.assertEqual(note.origin_move_ids, second)

    def test_younger_invoice_is_left_alone(self):
        invoice = self.invoice(invoice_date="2026-03-01")
        note = self.note_of(invoice, invoice_date="2026-02-28")
        self.assertFalse(note.origin_move_ids)

    def test_dearer_line_is_left_without_origin(self):
        note = self.note_of(self.invoice(("Desk", 1, 99.0)))
        self.assertFalse(note.origin_move_ids)

    def test_chosen_origin_is_kept(self):
        chosen, other = self.invoice(), self.invoice()
        note = self.note_of(other, reversed_entry_id=chosen.id)
        self.assertEqual(note.origin_move_ids, chosen)
