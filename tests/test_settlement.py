from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestSettlement(NoteCase):
    def test_notes_posted_together_settle_their_own_invoices(self):
        # Core pairs by position after removing repetitions: the second note of
        # the first invoice would settle the other customer's invoice.
        first = self.invoice(("Desk", 2, 100.0))
        other = self.invoice(partner_id=self.partner_b.id)
        notes = self.env["account.move"].union(
            self.credit(first, post=False, Desk=1),
            self.credit(first, post=False, Desk=1),
            self.credit(other, post=False),
        )
        notes.action_post()
        self.assertEqual(first.payment_state, "reversed")
        self.assertEqual(other.payment_state, "reversed")
        matched = notes.line_ids.matched_debit_ids.debit_move_id.move_id
        self.assertEqual(notes[0].amount_residual, 0.0)
        self.assertEqual(matched, first | other)
        for note in notes:
            partials = note.line_ids.matched_debit_ids
            self.assertEqual(partials.debit_move_id.move_id, note.reversed_entry_id)

    def test_note_of_a_paid_invoice_stays_open(self):
        invoice = self.invoice()
        self._register_payment(invoice)
        note = self.credit(invoice)
        self.assertEqual(note.amount_residual, note.amount_total)
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
