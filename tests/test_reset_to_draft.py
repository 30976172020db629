from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestResetToDraft(NoteCase):
    """A credit note that becomes a draft gives back what it had settled."""

    def messages(self, move):
        return " ".join(move.message_ids.mapped("body"))

    def test_invoice_is_open_again(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        note = self.credit(invoice, Desk=1)
        self.assertEqual(invoice.amount_residual, 115.0)
        note.button_draft()
        self.assertEqual(invoice.amount_residual, 230.0)
        self.assertEqual(invoice.payment_state, "not_paid")
        self.assertFalse(note.line_ids.matched_debit_ids)

    def test_both_documents_say_what_was_released(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        note = self.credit(invoice, Desk=1)
        number = note.name
        note.button_draft()
        self.assertIn("115.00", self.messages(note))
        self.assertIn(invoice.name, self.messages(note))
        self.assertIn("115.00", self.messages(invoice))
        self.assertIn(number, self.messages(invoice))

    def test_payment_of_the_note_is_released_as_well(self):
        note = self.invoice(move_type="out_refund")
        self._register_payment(note)
        note.button_draft()
        self.assertIn("115.00", self.messages(note))
        self.assertFalse(note.line_ids.matched_credit_ids)

    def test_posting_again_settles_again(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        note = self.credit(invoice, Desk=1)
        note.button_draft()
        note.action_post()
        self.assertEqual(invoice.amount_residual, 115.0)
        self.assertEqual(note.payment_state, "paid")

    def test_cancelled_note_releases_too(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        note.button_draft()
        note.button_cancel()
        self.assertEqual(invoice.payment_state, "not_paid")

    def test_vendor_credit_note_releases_its_bill(self):
        bill = self.invoice(move_type="in_invoice")
        note = self.credit(bill)
        note.button_draft()
        self.assertEqual(bill.payment_state, "not_paid")

    def test_exchange_difference_is_taken_back(self):
        self.env.company.note_rate = "date"
        euro = self.setup_other_currency(
            "EUR", rates=[("2026-03-01", 0.5), ("2026-03-10", 0.8)]
        )
        invoice = self.invoice(currency_id=euro.id)
        note = self.credit(invoice)
        difference = note.line_ids.matched_debit_ids.exchange_move_id
        self.assertTrue(difference)
        note.button_draft()
        self.assertTrue(difference.reversal_move_ids)
        self.assertEqual(invoice.amount_residual, 115.0)
        self.assertEqual(self.messages(note).count("<li>"), 1)

    def test_invoice_keeps_its_payments_as_core_does(self):
        invoice = self.invoice()
        self._register_payment(invoice)
        invoice.button_draft()
        self.assertTrue(invoice.line_ids.matched_credit_ids)

    def test_note_that_settled_nothing_says_nothing(self):
        note = self.invoice(move_type="out_refund")
        before = self.messages(note)
        note.button_draft()
        self.assertNotIn("open again", self.messages(note)[len(before) :])
