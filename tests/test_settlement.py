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

    def test_credit_settles_invoice_and_debit_notes_of_the_family(self):
        for kind in ("out_invoice", "in_invoice"):
            invoice = self.invoice(move_type=kind)
            late, early = (self.debit(invoice, post=False) for _note in range(2))
            for debit, day in ((late, "2026-05-20"), (early, "2026-05-10")):
                debit.invoice_payment_term_id = False
                debit.invoice_date_due = day
                debit.action_post()
            other = self.invoice(move_type=kind)
            refund = "out_refund" if kind == "out_invoice" else "in_refund"
            note = self.invoice(
                ("Rebate", 1, 250.0), move_type=refund, reversed_entry_id=invoice.id
            )
            self.assertEqual(note.amount_residual, 0.0)
            self.assertEqual(invoice.payment_state, "reversed")
            self.assertEqual(early.payment_state, "reversed")
            self.assertAlmostEqual(late.amount_residual, 57.5)
            self.assertEqual(other.amount_residual, other.amount_total)

    def test_rest_of_a_family_that_owes_nothing_more_stays_a_credit(self):
        invoice = self.invoice()
        debit = self.debit(invoice)
        self._register_payment(invoice)
        note = self.invoice(
            ("Rebate", 1, 150.0), move_type="out_refund", reversed_entry_id=invoice.id
        )
        self.assertEqual(debit.payment_state, "reversed")
        self.assertAlmostEqual(note.amount_residual, 57.5)

    def test_credit_of_a_debit_note_settles_the_invoice_with_what_remains(self):
        invoice = self.invoice()
        debit = self.debit(invoice)
        self._register_payment(debit)
        note = self.credit(debit)
        self.assertEqual(note.amount_residual, 0.0)
        self.assertEqual(invoice.amount_residual, 0.0)

    def test_higher_price_of_a_debit_note_is_known_to_the_next_correction(self):
        invoice = self.invoice(("Desk", 10, 100.0))
        line = invoice.invoice_line_ids
        self.env["account.note.api"].create_debit_note(
            {
                "invoice_ids": invoice.ids,
                "mode": "price",
                "lines": [{"line_id": line.id, "price_unit": 120.0}],
                "state": "posted",
            }
        )
        window = self.window(invoice, correction_mode="price")
        self.assertEqual(window.line_ids.price, 120.0)
        window.line_ids.new_price = 110.0
        window.refund_moves()
        note = invoice.credit_note_ids
        note.action_post()
        self.assertEqual(note.amount_untaxed, 100.0)
        back = self.credit(invoice, Desk=2)
        self.assertEqual(back.amount_untaxed, 220.0)
