from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestDebitNote(NoteCase):
    def test_debit_note_has_a_number_of_its_own_series(self):
        note = self.debit(self.invoice())
        self.assertTrue(note.name.startswith("DINV/"), note.name)

    def test_debit_note_without_lines_follows_its_invoice(self):
        invoice = self.invoice()
        note = self.debit(invoice, post=False, copy_lines=False)
        note.write({"invoice_line_ids": [(0, 0, {"name": "Freight", "price_unit": 5})]})
        self.assertEqual(note.invoice_line_ids.origin_move_id, invoice)
        self.assertFalse(note.invoice_line_ids.origin_line_id)

    def test_menu_lists_debit_notes_alone(self):
        invoice = self.invoice()
        note = self.debit(invoice)
        action = self.env.ref(
            "account_credit_debit_note.account_move_action_out_debit_note"
        )
        found = (
            self.env["account.move"]
            .search([("partner_id", "=", self.partner_a.id)])
            .filtered_domain(eval(action.domain))
        )
        self.assertEqual(found, note)
