from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestOrigin(NoteCase):
    def test_full_reversal_links_every_line(self):
        invoice = self.invoice(("Desk", 1, 10.0), ("Chair", 1, 20.0))
        note = self.credit(invoice, post=False)
        self.assertEqual(note.invoice_line_ids.origin_line_id, invoice.invoice_line_ids)
        self.assertEqual(note.invoice_line_ids.origin_move_id, invoice)

    def test_partial_credit_links_the_chosen_lines(self):
        invoice = self.invoice(("Desk", 1, 10.0), ("Chair", 1, 20.0))
        note = self.credit(invoice, post=False, Chair=1)
        self.assertEqual(
            note.invoice_line_ids.origin_line_id, invoice.invoice_line_ids[1]
        )

    def test_debit_note_with_copied_lines_links_them(self):
        invoice = self.invoice()
        note = self.debit(invoice)
        self.assertEqual(note.invoice_line_ids.origin_line_id, invoice.invoice_line_ids)
        self.assertEqual(note.origin_move_ids, invoice)

    def test_a_note_names_the_delivery_that_it_corrects(self):
        invoice, other = self.invoice(), self.invoice()
        invoice.delivery_date = "2026-02-25"
        for note in (self.credit(invoice, post=False), self.debit(invoice)):
            self.assertEqual(note.delivery_date, invoice.delivery_date)
        together = (invoice | other)._reverse_moves()
        dates = together.mapped("delivery_date")
        self.assertEqual(dates, [invoice.delivery_date, False])
        action = self.window(invoice).modify_moves()
        replacement = self.env["account.move"].browse(action["res_id"])
        self.assertFalse(replacement.delivery_date)

    def test_replacement_invoice_corrects_nothing(self):
        invoice = self.invoice()
        action = self.window(invoice).modify_moves()
        replacement = self.env["account.move"].browse(action["res_id"])
        self.assertFalse(replacement.invoice_line_ids.origin_line_id)
        self.assertFalse(replacement.origin_move_ids)

    def test_copy_of_a_note_corrects_nothing(self):
        copy = self.credit(self.invoice()).copy()
        self.assertFalse(copy.origin_move_ids)

    def test_invoice_and_note_show_each_other(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        self.assertEqual(note.origin_move_ids, invoice)
        self.assertEqual(invoice.credit_note_ids, note)
        self.assertEqual(invoice.action_open_credit_notes()["res_id"], note.id)
        self.assertEqual(note.action_open_origins()["res_id"], invoice.id)

    def test_several_notes_open_as_a_list(self):
        invoice = self.invoice(("Desk", 2, 10.0))
        notes = self.credit(invoice, Desk=1) | self.credit(invoice, Desk=1)
        action = invoice.action_open_credit_notes()
        self.assertEqual(action["domain"], [("id", "in", notes.ids)])

    def test_line_from_scratch_takes_the_origin_of_its_document(self):
        invoice = self.invoice()
        note = self.invoice(
            move_type="out_refund", reversed_entry_id=invoice.id, post=False
        )
        self.assertEqual(note.invoice_line_ids.origin_move_id, invoice)

    def test_header_changed_on_a_draft_moves_the_lines_along(self):
        first, second = self.invoice(), self.invoice()
        note = self.invoice(move_type="out_refund", post=False)
        note.reversed_entry_id = first
        self.assertEqual(note.invoice_line_ids.origin_move_id, first)
        note.reversed_entry_id = second
        self.assertEqual(note.invoice_line_ids.origin_move_id, second)

    def test_line_origin_chosen_by_hand_survives_a_changed_header(self):
        first, second, third = self.invoice(), self.invoice(), self.invoice()
        note = self.invoice(
            ("Desk", 1, 10.0),
            ("Chair", 1, 10.0),
            move_type="out_refund",
            reversed_entry_id=first.id,
            post=False,
        )
        note.invoice_line_ids[1].origin_move_id = second
        note.reversed_entry_id = third
        self.assertEqual(
            [line.origin_move_id for line in note.invoice_line_ids], [third, second]
        )

    def test_notes_are_found_by_what_they_correct(self):
        invoice = self.invoice()
        note = self.credit(invoice, post=False)
        found = self.env["account.move"].search(
            [("origin_move_ids", "in", invoice.ids)]
        )
        self.assertEqual(found, note)
