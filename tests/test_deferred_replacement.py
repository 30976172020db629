from odoo.tests import tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestDeferredReplacement(ApprovalCase):
    """Reverse and Create Invoice above the limit: two drafts, settled once approved."""

    def replace(self, *moves, **values):
        window = self.window(*moves, correction_mode="full", **values)
        window.with_user(self.maker).modify_moves()
        return window.new_move_ids

    def replaced(self, pay=True, **values):
        self.origin = self.invoice(("Desk", 2, 1000.0))
        if pay:
            self.payment = self._register_payment(self.origin)
        replacement = self.replace(self.origin, **values)
        return replacement.replacement_note_id, replacement

    def approve_and_post(self, note):
        self.request(note)
        self.approve(note)
        note.with_user(self.maker).action_post()

    def test_two_linked_drafts_and_nothing_released(self):
        note, replacement = self.replaced()
        self.assertEqual((note | replacement).mapped("state"), ["draft", "draft"])
        self.assertEqual(note.reversed_entry_id, self.origin)
        self.assertEqual(note.amount_total, 2300.0)
        self.assertEqual(replacement.replaced_move_id, self.origin)
        self.assertEqual(self.origin.payment_state, self.payment_state())
        self.assertEqual(self.origin.amount_residual, 0.0)
        self.assertFalse(replacement.released_payment_ids)

    def payment_state(self):
        return self.env["account.move"]._get_invoice_in_payment_state()

    def test_all_three_say_it_in_their_history(self):
        note, replacement = self.replaced()
        for document in (self.origin, note, replacement):
            self.assertIn("once it is approved and posted", self.messages(document))
        self.assertNotIn("Taken back by", self.messages(self.origin))

    def test_replacement_says_that_the_original_is_in_force(self):
        note, replacement = self.replaced()
        alert = replacement.alerts["account_note_deferred_replacement"]
        self.assertIn(self.origin.name, alert["message"])
        self.assertEqual(alert["action"]["res_id"], note.id)
        self.approve_and_post(note)
        self.assertNotIn("account_note_deferred_replacement", replacement.alerts or {})

    def test_posted_note_settles_and_payments_move(self):
        note, replacement = self.replaced()
        self.approve_and_post(note)
        self.assertEqual(self.origin.payment_state, "reversed")
        self.assertEqual(note.payment_state, "paid")
        self.assertEqual(replacement.released_payment_ids.amount, 2300.0)
        replacement.action_post()
        self.assertEqual(replacement.amount_residual, 0.0)
        self.assertIn("moved here", self.messages(replacement))

    def test_answer_of_the_user_is_kept(self):
        note, replacement = self.replaced(move_payments=False)
        self.approve_and_post(note)
        replacement.action_post()
        self.assertEqual(replacement.amount_residual, 2300.0)

    def test_replacement_posted_first_gets_the_payments_with_the_note(self):
        note, replacement = self.replaced()
        replacement.action_post()
        self.assertEqual(replacement.amount_residual, 2300.0)
        self.approve_and_post(note)
        self.assertEqual(replacement.amount_residual, 0.0)
        self.assertEqual(self.origin.payment_state, "reversed")

    def test_payment_that_came_meanwhile_moves_too(self):
        note, replacement = self.replaced(pay=False)
        self._register_payment(self.origin)
        self.approve_and_post(note)
        replacement.action_post()
        self.assertEqual(self.origin.payment_state, "reversed")
        self.assertEqual(replacement.amount_residual, 0.0)

    def test_it_settles_where_other_notes_do_not_apply_on_posting(self):
        self.env.company.note_apply_on_posting = False
        note, _replacement = self.replaced()
        self.approve_and_post(note)
        self.assertEqual(self.origin.payment_state, "reversed")

    def test_earlier_credit_notes_stay_applied_and_count(self):
        origin = self.invoice(("Desk", 4, 1000.0))
        earlier = self.credit(origin, post=False, Desk=1)
        self.approve_and_post_as_other(earlier)
        partial = earlier.line_ids.matched_debit_ids
        replacement = self.replace(origin)
        note = replacement.replacement_note_id
        self.assertEqual(note.amount_total, 3450.0)
        self.approve_and_post(note)
        self.assertEqual(earlier.line_ids.matched_debit_ids, partial)
        self.assertEqual(origin.payment_state, "reversed")
        self.assertEqual(note.amount_residual, 0.0)

    def approve_and_post_as_other(self, note):
        self.request(note)
        self.approve(note)
        note.action_post()

    def test_note_that_was_made_smaller_leaves_the_rest_paid(self):
        note, replacement = self.replaced()
        note.invoice_line_ids.quantity = 1
        self.approve_and_post(note)
        self.assertEqual(self.origin.amount_residual, 0.0)
        self.assertEqual(replacement.released_payment_ids.amount, 1150.0)

    def test_other_note_on_the_original_releases_nothing(self):
        _note, replacement = self.replaced()
        other = self.credit(self.origin, post=False, Desk=0.1)
        other.invoice_line_ids.quantity = 0.1
        other.action_post()
        self.assertEqual(self.origin.amount_residual, 0.0)
        self.assertFalse(replacement.released_payment_ids)

    def test_below_the_limit_all_is_done_at_once(self):
        invoice = self.invoice(("Desk", 1, 100.0))
        self._register_payment(invoice)
        replacement = self.replace(invoice)
        self.assertFalse(replacement.replacement_note_id)
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(replacement.released_payment_ids.amount, 115.0)

    def test_several_documents_of_which_one_is_above_the_limit(self):
        small, large = self.invoice(), self.invoice(("Desk", 1, 2000.0))
        self.replace(small, large)
        self.assertEqual(small.payment_state, "reversed")
        self.assertEqual(small.reversal_move_ids.state, "posted")
        self.assertEqual(large.reversal_move_ids.state, "draft")
        self.assertEqual(
            large.replacement_move_ids.replacement_note_id, large.reversal_move_ids
        )
        self.assertEqual(large.amount_residual, 2300.0)

    def test_other_refusals_stay_refusals(self):
        invoice = self.invoice(("Desk", 1, 2000.0))
        self.env.company.note_reason_required = True
        with self.refused("has no reason"):
            self.replace(invoice)
        self.assertFalse(invoice.reversal_move_ids)

    def test_vendor_bill(self):
        bill = self.invoice(("Desk", 1, 2000.0), move_type="in_invoice")
        self._register_payment(bill)
        replacement = self.replace(bill)
        note = replacement.replacement_note_id
        self.approve_and_post(note)
        replacement.invoice_date = "2026-03-10"
        replacement.action_post()
        self.assertEqual(bill.payment_state, "reversed")
        self.assertEqual(replacement.amount_residual, 0.0)
