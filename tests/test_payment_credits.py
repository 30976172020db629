from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from .payment_common import PaymentCase


@tagged("post_install", "-at_install")
class TestPaymentCredits(PaymentCase):
    """The payment window applies the ticked credits and pays what is left."""

    def test_an_open_credit_is_shown_ticked_and_lowers_the_payment(self):
        invoice, note = self.debt(100), self.goodwill(30)
        window = self.pay_window(invoice)
        self.assertEqual(self.shown(window), [(note, True, 30.0)])
        self.assertEqual(window.amount, 70.0)
        self.assertEqual(window.credit_open_amount, 100.0)
        self.assertEqual(window.credit_applied_amount, 30.0)
        self.assertEqual(window.credit_left_amount, 70.0)
        payment = self.pay(window)
        self.assertEqual(payment.amount, 70.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])
        self.assertEqual(note.note_application_ids.item_move_id, invoice)
        self.assertEqual(note.note_application_ids.amount, 30.0)

    def test_the_company_may_leave_credits_unticked(self):
        self.env.company.note_payment_ticked = False
        invoice, note = self.debt(100), self.goodwill(30)
        window = self.pay_window(invoice)
        self.assertEqual(self.shown(window), [(note, False, 0.0)])
        self.assertEqual(window.amount, 100.0)
        self.tick(window, row_0=True)
        self.assertEqual(window.amount, 70.0)
        self.tick(window, row_0=False)
        self.assertEqual(window.amount, 100.0)
        self.assertEqual(self.pay(window).amount, 100.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 30.0])

    def test_only_credits_that_fit_are_shown(self):
        invoice, note = self.debt(100), self.goodwill(30)
        self.goodwill(31, partner_id=self.partner_b.id)
        self.goodwill(32, post=False)
        self.goodwill(33, currency_id=self.setup_other_currency("EUR").id)
        self.doubt(self.goodwill(34))
        self.invoice(("Refund", 1, 35.0), move_type="in_refund", tax=self.no_tax)
        used = self.goodwill(36)
        self.apply((self.open_items(used), self.open_items(self.debt(36)), 36.0))
        window = self.pay_window(invoice)
        self.assertEqual(self.shown(window), [(note, True, 30.0)])

    def test_only_credits_that_are_needed_are_ticked(self):
        first, second, third = (self.goodwill(amount) for amount in (80, 50, 40))
        window = self.pay_window(self.debt(100))
        self.assertEqual(
            self.shown(window),
            [(first, True, 80.0), (second, True, 20.0), (third, False, 0.0)],
        )

    def test_credits_that_settle_all_make_no_payment(self):
        invoice, note = self.debt(100), self.goodwill(130)
        window = self.pay_window(invoice)
        self.assertEqual(window.amount, 0.0)
        self.assertTrue(window.is_settled_by_credits)
        wizard = window.save()
        action = wizard.action_create_payments()
        self.assertEqual(action["tag"], "display_notification")
        self.assertFalse(self.env["account.payment"].search([("amount", "=", 0.0)]))
        self.assertFalse(invoice.matched_payment_ids)
        self.assertEqual(self.residuals(invoice, note), [0.0, 30.0])

    def test_an_amount_of_the_user_is_a_partial_payment(self):
        invoice, note = self.debt(100), self.goodwill(30)
        window = self.pay_window(invoice)
        window.amount = 40.0
        self.assertEqual(window.payment_difference, 30.0)
        self.assertEqual(self.pay(window).amount, 40.0)
        self.assertEqual(self.residuals(invoice, note), [30.0, 0.0])

    def test_an_amount_of_the_user_stays_when_a_credit_is_unticked(self):
        window = self.pay_window(self.debt(100), self.debt(50), self.goodwill(30))
        window.group_payment = True
        window.amount = 40.0
        self.tick(window, row_0=False)
        self.assertEqual(window.amount, 40.0)
        self.assertTrue(window.group_payment)
        self.assertEqual(window.payment_difference, 110.0)

    def test_the_rest_can_be_written_off(self):
        invoice, note = self.debt(100), self.goodwill(30)
        window = self.pay_window(invoice)
        window.amount = 69.0
        window.payment_difference_handling = "reconcile"
        window.writeoff_account_id = self.company_data["default_account_expense"]
        self.assertEqual(self.pay(window).amount, 69.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])

    def test_payment_with_an_outstanding_account_closes_the_invoice(self):
        invoice, note = self.debt(100), self.goodwill(30)
        payment = self.pay(self.pay_window(invoice))
        self.assertTrue(payment.move_id)
        self.assertEqual(payment.outstanding_account_id, self.method.payment_account_id)
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))

    def test_payment_without_an_entry_waits_for_the_bank(self):
        self.method.search([]).payment_account_id = False
        invoice, note = self.debt(100), self.goodwill(30)
        with patch.object(
            self.registry["account.move"],
            "_get_invoice_in_payment_state",
            lambda move: "in_payment",
        ):
            payment = self.pay(self.pay_window(invoice))
        self.assertFalse(payment.move_id)
        self.assertEqual(payment.amount, 70.0)
        self.assertEqual(invoice.matched_payment_ids, payment)
        self.assertEqual(self.residuals(invoice, note), [70.0, 0.0])

    def test_the_strategy_decides_which_instalment_is_settled(self):
        self.env.company.note_apply_strategy = "newest"
        invoice = self.debt(
            100,
            invoice_payment_term_id=self.halves.id,
            invoice_date="2027-03-01",
        )
        self.goodwill(30)
        window = self.pay_window(invoice)
        self.assertEqual(window.amount, 50.0)
        self.pay(window)
        lines = invoice.line_ids.filtered(lambda line: line.date_maturity)
        self.assertEqual(lines.sorted("id").mapped("amount_residual"), [0.0, 20.0])

    def test_exact_ticks_what_fits_and_uses_what_is_ticked(self):
        self.env.company.note_apply_strategy = "exact"
        invoice, small, fitting = self.debt(100), self.goodwill(30), self.goodwill(100)
        window = self.pay_window(invoice)
        self.assertEqual(
            self.shown(window), [(small, False, 0.0), (fitting, True, 100.0)]
        )
        self.tick(window, row_0=True, row_1=False)
        self.assertEqual(self.shown(window)[0], (small, True, 30.0))
        self.assertEqual(window.amount, 70.0)

    def test_a_credit_alone_is_paid_out(self):
        note = self.goodwill(30)
        self.debt(100)
        window = self.pay_window(note)
        self.assertEqual(len(window.credit_row_ids), 0)
        payment = self.pay(window)
        self.assertRecordValues(payment, [{"amount": 30.0, "payment_type": "outbound"}])

    def test_a_vendor_credit_lowers_the_payment_of_a_bill(self):
        bill = self.debt(100, move_type="in_invoice")
        note = self.goodwill(30, move_type="in_refund")
        window = self.pay_window(bill)
        self.assertEqual(self.shown(window), [(note, True, 30.0)])
        payment = self.pay(window)
        self.assertRecordValues(payment, [{"amount": 70.0, "payment_type": "outbound"}])
        self.assertEqual(self.residuals(bill, note), [0.0, 0.0])

    def test_a_vendor_credit_alone_brings_money(self):
        window = self.pay_window(self.goodwill(30, move_type="in_refund"))
        payment = self.pay(window)
        self.assertRecordValues(payment, [{"amount": 30.0, "payment_type": "inbound"}])

    def test_a_lost_discount_is_warned_of_and_not_taken(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "2 % in 30 days",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 30,
                "line_ids": [Command.create({"value": "percent", "value_amount": 100})],
            }
        )
        invoice, note = (
            self.debt(100, invoice_payment_term_id=term.id),
            self.goodwill(30),
        )
        window = self.pay_window(invoice)
        window.payment_date = "2026-03-10"
        self.assertIn(invoice.name, window.lost_discount_text)
        self.assertEqual(window.amount, 70.0)
        self.assertFalse(window.early_payment_discount_mode)
        self.tick(window, row_0=False)
        self.assertFalse(window.lost_discount_text)
        self.assertEqual(window.amount, 98.0)
        self.assertTrue(window.early_payment_discount_mode)
        self.tick(window, row_0=True)
        self.assertEqual(self.pay(window).amount, 70.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])

    def test_what_changed_since_the_window_opened_is_refused(self):
        invoice, note = self.debt(100), self.goodwill(30)
        wizard = self.pay_window(invoice).save()
        self.apply((self.open_items(note), self.open_items(self.debt(10)), 10.0))
        with self.refused(note.name, "30.00", "20.00"):
            wizard.action_create_payments()
        self.assertEqual(self.residuals(invoice, note), [100.0, 20.0])
