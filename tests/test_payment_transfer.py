from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestPaymentTransfer(NoteCase):
    """Payments of a replaced invoice move to the invoice that takes its place."""

    def pay(self, move, amount=None):
        payment = self._register_payment(move, **({"amount": amount} if amount else {}))
        return payment.move_id.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )

    def replace(self, invoice, post=True, **values):
        window = self.window(invoice, correction_mode="full", **values)
        window.modify_moves()
        if post:
            window.new_move_ids.action_post()
        return window.new_move_ids

    def messages(self, move):
        return " ".join(move.message_ids.mapped("body"))

    def test_payment_moves_where_the_user_says_so(self):
        invoice = self.invoice()
        payment = self.pay(invoice)
        replacement = self.replace(invoice, move_payments=True)
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(replacement.amount_residual, 0.0)
        self.assertTrue(payment.reconciled)
        self.assertIn("moved here", self.messages(replacement))

    def test_payment_stays_free_where_the_user_says_no(self):
        invoice = self.invoice()
        payment = self.pay(invoice)
        replacement = self.replace(invoice, move_payments=False)
        self.assertEqual(replacement.amount_residual, 115.0)
        self.assertEqual(payment.amount_residual, -115.0)
        self.assertIn("still open", self.messages(replacement))

    def test_released_payment_is_shown_on_the_draft(self):
        invoice = self.invoice()
        payment = self.pay(invoice, 100.0)
        replacement = self.replace(invoice, post=False)
        self.assertRecordValues(
            replacement.released_payment_ids,
            [
                {
                    "line_id": payment.id,
                    "name": payment.move_id.name,
                    "amount": 100.0,
                    "applied_amount": 0.0,
                    "currency_id": invoice.currency_id.id,
                }
            ],
        )
        replacement.action_post()
        replacement.released_payment_ids.invalidate_recordset()
        self.assertEqual(replacement.released_payment_ids.applied_amount, 100.0)

    def test_setting_always_needs_no_answer(self):
        self.env.company.note_payment_transfer = "always"
        invoice = self.invoice()
        self.pay(invoice)
        replacement = self.replace(invoice, move_payments=False)
        self.assertEqual(replacement.amount_residual, 0.0)

    def test_setting_never_wins_over_an_answer(self):
        self.env.company.note_payment_transfer = "never"
        invoice = self.invoice()
        payment = self.pay(invoice)
        replacement = self.replace(invoice, move_payments=True)
        self.assertEqual(replacement.amount_residual, 115.0)
        self.assertFalse(payment.reconciled)

    def test_window_asks_only_where_something_was_paid(self):
        paid, unpaid, credited = (self.invoice(("Desk", 2, 50.0)) for _ in range(3))
        self.pay(paid)
        self.credit(credited, Desk=1)
        self.assertTrue(self.window(paid).has_payments)
        self.assertFalse(self.window(unpaid).has_payments)
        self.assertFalse(self.window(credited).has_payments)

    def test_payment_used_elsewhere_meanwhile_is_no_error(self):
        invoice, other = self.invoice(), self.invoice(("Desk", 1, 50.0))
        payment = self.pay(invoice)
        replacement = self.replace(invoice, post=False)
        (payment | other._note_get_open_items()).reconcile()
        replacement.action_post()
        self.assertEqual(other.amount_residual, 0.0)
        self.assertEqual(replacement.amount_residual, 57.5)
        self.assertEqual(payment.amount_residual, 0.0)

    def test_payment_gone_meanwhile_is_no_error(self):
        invoice = self.invoice()
        payment = self.pay(invoice)
        replacement = self.replace(invoice, post=False)
        payment.move_id.button_draft()
        replacement.action_post()
        self.assertEqual(replacement.amount_residual, 115.0)

    def test_no_more_is_moved_than_was_released(self):
        invoice = self.invoice(("Desk", 1, 100.0))
        payment = self.pay(self.invoice(("Desk", 1, 200.0)))
        payment.remove_move_reconcile()
        self.env["account.move.line"]._note_apply_exact_amounts(
            [(invoice._note_get_open_items(), payment, 50.0)]
        )
        replacement = self.replace(invoice)
        self.assertEqual(replacement.amount_residual, 65.0)
        self.assertEqual(payment.amount_residual, -180.0)

    def test_smaller_replacement_leaves_the_rest_of_the_payment_open(self):
        invoice = self.invoice()
        payment = self.pay(invoice)
        replacement = self.replace(invoice, post=False)
        replacement.invoice_line_ids.price_unit = 40.0
        replacement.action_post()
        self.assertEqual(replacement.amount_residual, 0.0)
        self.assertEqual(payment.amount_residual, -69.0)
        self.assertIn("69.00", self.messages(replacement))

    def test_earlier_credit_note_keeps_its_part_and_the_payment_moves(self):
        invoice = self.invoice(("Desk", 5, 20.0))
        self.credit(invoice, Desk=1)
        payment = self.pay(invoice)
        replacement = self.replace(invoice)
        self.assertEqual(invoice.payment_state, "reversed")
        # 92.00 were paid of 115.00
        self.assertEqual(replacement.amount_residual, 23.0)
        self.assertTrue(payment.reconciled)

    def test_open_earlier_credit_note_settles_the_original(self):
        invoice = self.invoice(("Desk", 5, 20.0))
        payment = self.pay(invoice)
        earlier = self.credit(invoice, Desk=1)
        self.assertEqual(earlier.amount_residual, 23.0)
        replacement = self.replace(invoice)
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(earlier.amount_residual, 0.0)
        self.assertEqual(replacement.amount_residual, 0.0)
        self.assertTrue(payment.reconciled)

    def test_earlier_credit_note_paid_out_keeps_its_payment_on_the_original(self):
        invoice = self.invoice(("Desk", 5, 20.0))
        self.pay(invoice)
        earlier = self.credit(invoice, Desk=1)
        self._register_payment(earlier)
        replacement = self.replace(invoice)
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(replacement.released_payment_ids.amount, 92.0)
        self.assertEqual(replacement.amount_residual, 23.0)

    def test_payment_in_another_currency_moves_as_well(self):
        euro = self.setup_other_currency(
            "EUR", rates=[("2026-03-01", 0.5), ("2026-03-10", 0.5)]
        )
        invoice = self.invoice(currency_id=euro.id)
        payment = self.pay(self.invoice(("Desk", 1, 200.0)))
        payment.remove_move_reconcile()
        (payment | invoice._note_get_open_items()).reconcile()
        self.assertEqual(invoice.amount_residual, 0.0)
        replacement = self.replace(invoice)
        self.assertEqual(replacement.released_payment_ids.amount, 115.0)
        self.assertEqual(replacement.amount_residual, 0.0)
        self.assertEqual(payment.amount_residual, 0.0)

    def test_payment_that_waits_for_the_bank_moves_as_well(self):
        # Where bank statements are matched, a payment without an outstanding
        # account has no entry until the statement comes
        self.patch(
            self.env.registry["account.move"],
            "_get_invoice_in_payment_state",
            lambda _move: "in_payment",
        )
        journal = self.company_data["default_journal_bank"]
        journal.inbound_payment_method_line_ids.payment_account_id = False
        invoice = self.invoice()
        payment = self._register_payment(invoice)
        self.assertFalse(payment.move_id)
        self.assertTrue(self.window(invoice).has_payments)
        replacement = self.replace(invoice, post=False)
        self.assertEqual(replacement.released_payment_ids.mapped("payment_id"), payment)
        self.assertEqual(payment.state, "in_process")
        replacement.action_post()
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(payment.invoice_ids, replacement)
        self.assertEqual(replacement.payment_state, "in_payment")
        self.assertEqual(replacement.released_payment_ids.applied_amount, 115.0)

    def test_vendor_payment_moves(self):
        bill = self.invoice(move_type="in_invoice")
        self._register_payment(bill)
        replacement = self.replace(bill, post=False)
        replacement.invoice_date = "2026-03-10"
        replacement.action_post()
        self.assertEqual(replacement.amount_residual, 0.0)

    def test_paid_invoice_is_not_replaced_on_a_day_to_come(self):
        invoice = self.invoice()
        self.pay(invoice)
        with self.refused(invoice.name, "a day to come"):
            self.replace(invoice, date="2099-01-01")

    def test_rows_are_not_made_by_hand(self):
        invoice = self.invoice()
        payment = self.pay(invoice)
        replacement = self.replace(invoice, post=False)
        clerk = self.clerk("clerk-of-payments")
        rows = self.env["account.move.released.payment"].with_user(clerk)
        self.assertEqual(rows.search_count([("move_id", "=", replacement.id)]), 1)
        with self.assertRaises(AccessError):
            rows.create(
                {
                    "move_id": replacement.id,
                    "line_id": payment.id,
                    "currency_id": invoice.currency_id.id,
                    "amount": 1.0,
                }
            )

    def test_bookkeeper_replaces_and_posts(self):
        invoice = self.invoice()
        self.pay(invoice)
        clerk = self.clerk("clerk-of-replacements")
        replacement = self.replace(invoice.with_user(clerk))
        self.assertEqual(replacement.amount_residual, 0.0)
