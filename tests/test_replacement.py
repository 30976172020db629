from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestReplacement(NoteCase):
    """Original, credit note and replacement: one chain."""

    def replace(self, *moves, **values):
        window = self.window(*moves, correction_mode="full", **values)
        window.modify_moves()
        return window.new_move_ids

    def messages(self, move):
        return " ".join(move.message_ids.mapped("body"))

    def test_chain_is_linked_both_ways(self):
        invoice = self.invoice()
        replacement = self.replace(invoice)
        note = invoice.reversal_move_ids
        self.assertEqual(replacement.replaced_move_id, invoice)
        self.assertEqual(invoice.chain_replacement_ids, replacement)
        self.assertEqual(note.chain_replacement_ids, replacement)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_buttons_lead_through_the_chain(self):
        invoice = self.invoice()
        replacement = self.replace(invoice)
        note = invoice.reversal_move_ids
        for move in (invoice, note):
            action = move.action_open_replacements()
            self.assertEqual(action["res_id"], replacement.id)
        action = replacement.action_open_replaced()
        self.assertEqual(action["domain"], [("id", "in", (invoice | note).ids)])

    def test_all_three_say_it_in_their_history(self):
        invoice = self.invoice()
        replacement = self.replace(invoice)
        note = invoice.reversal_move_ids
        self.assertIn("Taken back by <a href=", self.messages(invoice))
        self.assertIn(note.name, self.messages(invoice))
        self.assertIn(invoice.name, self.messages(replacement))
        self.assertIn("replaced by", self.messages(note))

    def test_what_the_invoice_stands_for_survives(self):
        invoice = self.invoice(
            ("Desk", 2, 100.0),
            ("Lamp", 1, 10.0),
            invoice_origin="S00042",
            invoice_user_id=self.env.user.id,
            invoice_payment_term_id=self.pay_terms_b.id,
        )
        replacement = self.replace(invoice)
        self.assertRecordValues(
            replacement,
            [
                {
                    "invoice_origin": "S00042",
                    "invoice_user_id": self.env.user.id,
                    "invoice_payment_term_id": self.pay_terms_b.id,
                    "amount_total": invoice.amount_total,
                    "state": "draft",
                }
            ],
        )

    def test_replaced_debit_note_stays_one(self):
        invoice = self.invoice()
        debit = self.debit(invoice)
        replacement = self.replace(debit)
        replacement.action_post()
        self.assertEqual(replacement.debit_origin_id, invoice)
        self.assertTrue(replacement.name.startswith("DINV/"), replacement.name)
        self.assertEqual(
            replacement.invoice_line_ids.origin_line_id, invoice.invoice_line_ids
        )

    def test_replaced_credit_note_corrects_the_same_invoice(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        note = self.credit(invoice, Desk=1)
        replacement = self.replace(note)
        self.assertEqual(replacement.reversed_entry_id, invoice)
        self.assertEqual(invoice.amount_residual, 230.0)
        replacement.action_post()
        self.assertEqual(invoice.amount_residual, 115.0)

    def test_earlier_credit_notes_stay_applied_and_count(self):
        invoice = self.invoice(("Desk", 5, 10.0), ("Lamp", 1, 7.0))
        earlier = self.credit(invoice, Desk=2)
        partial = earlier.line_ids.matched_debit_ids
        replacement = self.replace(invoice)
        note = invoice.reversal_move_ids - earlier
        self.assertEqual(earlier.line_ids.matched_debit_ids, partial)
        self.assertEqual(earlier.payment_state, "paid")
        self.assertEqual(
            note.invoice_line_ids.mapped(lambda line: (line.name, line.quantity)),
            [("Desk", 3.0), ("Lamp", 1.0)],
        )
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(replacement.amount_total, invoice.amount_total)

    def test_earlier_credit_by_amount_counts_too(self):
        invoice = self.invoice(("Desk", 5, 10.0), ("Lamp", 1, 7.0))
        window = self.window(invoice, correction_mode="amount", amount=20.0)
        earlier = self.env["account.move"].browse(window.refund_moves()["res_id"])
        earlier.action_post()
        self.replace(invoice)
        note = invoice.reversal_move_ids - earlier
        self.assertEqual(note.amount_total, invoice.amount_total - 20.0)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_earlier_credit_by_price_counts_too(self):
        invoice = self.invoice(("Desk", 5, 10.0), ("Lamp", 1, 7.0))
        window = self.window(invoice, correction_mode="price")
        window.line_ids[0].new_price = 8.0
        earlier = self.env["account.move"].browse(window.refund_moves()["res_id"])
        earlier.action_post()
        self.replace(invoice)
        note = invoice.reversal_move_ids - earlier
        self.assertEqual(note.amount_untaxed, 47.0)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_odd_cents_of_earlier_notes_leave_nothing_open(self):
        # 15 % of 33.37 is 5.01, three times 15.03; of 100.11 it is 15.02
        invoice = self.invoice(("Desk", 3, 33.37))
        self.credit(invoice, Desk=1)
        self.credit(invoice, Desk=1)
        self.replace(invoice)
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_earlier_note_of_another_invoice_in_one_go(self):
        first = self.invoice(("Desk", 5, 10.0))
        second = self.invoice(("Lamp", 1, 7.0))
        self.credit(first, Desk=2)
        replacements = self.replace(first, second)
        self.assertEqual(replacements.replaced_move_id, first | second)
        self.assertEqual(
            (first | second).mapped("payment_state"), ["reversed", "reversed"]
        )

    def test_invoice_credited_as_a_whole_is_refused(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        with self.refused(invoice.name, note.name, "nothing remains"):
            self.replace(invoice)

    def test_cut_off_entries_stay_with_the_invoice(self):
        invoice = self.invoice(post=False)
        invoice.adjusting_entries_move_ids = self.env["account.move"].create({})
        invoice.action_post()
        debit, credit = self.debit(invoice), self.credit(invoice, post=False)
        self.assertFalse(debit.adjusting_entries_move_ids)
        self.assertFalse(credit.adjusting_entries_move_ids)
        credit.unlink()
        replacement = self.replace(invoice)
        self.assertFalse(replacement.adjusting_entries_move_ids)
        self.assertTrue(invoice.adjusting_entries_move_ids)

    def test_expected_total_stays_with_the_invoice(self):
        bill = self.invoice(move_type="in_invoice", post=False)
        bill.quick_edit_total_amount = bill.amount_total
        bill.action_post()
        self.assertEqual(self.debit(bill).quick_edit_total_amount, 0.0)
        self.assertEqual(self.replace(bill).quick_edit_total_amount, 0.0)
