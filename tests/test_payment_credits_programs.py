from itertools import product

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .payment_common import PaymentCase
from .sampling import sample


@tagged("post_install", "-at_install")
class TestPaymentCreditsPrograms(PaymentCase):
    """What programs get from the payment wizard, and what they are refused."""

    def test_a_program_that_names_no_credits_pays_as_with_core(self):
        invoice, note = self.debt(100), self.goodwill(30)
        wizard = self.program(invoice)
        self.assertEqual(wizard.amount, 100.0)
        self.assertFalse(wizard.credit_line_ids)
        self.assertFalse(wizard.is_settled_by_credits)
        self.assertEqual(wizard._create_payments().amount, 100.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 30.0])

    def test_no_word_in_the_context_uses_credits(self):
        invoice, note = self.debt(100), self.goodwill(30)
        wizard = self.program(invoice).with_context(note_planned_use=True)
        self.assertEqual(wizard._create_payments().amount, 100.0)
        self.assertEqual(note.amount_residual, 30.0)

    def test_a_program_names_credits(self):
        invoice, note = self.debt(100), self.goodwill(30)
        wizard = self.program(invoice, credits=[note])
        self.assertEqual(wizard.amount, 70.0)
        self.assertEqual(wizard._create_payments().amount, 70.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])

    def test_a_program_names_credits_and_amount(self):
        invoice, note = self.debt(100), self.goodwill(30)
        wizard = self.program(invoice, credits=[note], amount=25.0, communication="Hi")
        payment = wizard._create_payments()
        self.assertEqual(payment.amount, 25.0)
        self.assertEqual(payment.memo, "Hi")
        self.assertEqual(self.residuals(invoice, note), [45.0, 0.0])

    def test_selected_credits_that_are_named(self):
        rests = (30, [70.0], "inbound"), (100, [], None), (130, [30.0], "outbound")
        cases = product((False, True), rests)
        for group, (amount, expected, kind) in sample(cases, 3, "selected"):
            with self.subTest(group=group, amount=amount):
                invoice, note = self.debt(100), self.goodwill(amount)
                wizard = self.program(
                    invoice, note, credits=[note], group_payment=group
                )
                payments = wizard._create_payments()
                self.assertEqual(payments.mapped("amount"), expected)
                self.assertEqual(
                    payments.mapped("payment_type"), [kind] if kind else []
                )
                self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])

    def test_no_payment_closes_the_window(self):
        wizard = self.program(self.debt(100), credits=[self.goodwill(100)])
        action = wizard.action_create_payments()
        self.assertEqual(
            action["params"]["next"]["type"], "ir.actions.act_window_close"
        )
        wizard = self.program(self.debt(100), credits=[self.goodwill(100)])
        silent = wizard.with_context(dont_redirect_to_payments=True)
        self.assertIs(silent.action_create_payments(), True)

    def test_credits_of_another_partner_are_refused(self):
        invoice = self.debt(100)
        note = self.goodwill(30, partner_id=self.partner_b.id)
        wizard = self.program(invoice, credits=[note])
        with self.refused(note.name, invoice.name, "same partner"):
            wizard.action_create_payments()
        self.assertEqual(self.residuals(invoice, note), [100.0, 30.0])

    def test_credits_in_another_currency_are_refused(self):
        invoice = self.debt(100)
        note = self.goodwill(30, currency_id=self.setup_other_currency("EUR").id)
        with self.refused(note.name, "EUR"):
            self.program(invoice, credits=[note]).action_create_payments()

    def test_credits_on_another_account_are_refused(self):
        invoice, note = self.debt(100), self.goodwill(30, post=False)
        other = self.company_data["default_account_receivable"].copy()
        note.line_ids.filtered(lambda line: line.date_maturity).account_id = other
        note.action_post()
        with self.refused(note.name, other.code):
            self.program(invoice, credits=[note]).action_create_payments()

    def test_what_is_no_credit_note_is_refused(self):
        invoice, other = self.debt(100), self.debt(30)
        with self.refused(other.name, "no credit note"):
            self.program(invoice, credits=[other]).action_create_payments()

    def test_a_credit_that_is_used_up_is_refused(self):
        invoice, note = self.debt(100), self.goodwill(30)
        wizard = self.program(invoice, credits=[note])
        self.apply((self.open_items(note), self.open_items(self.debt(30)), 30.0))
        with self.refused(note.name, "used up"):
            wizard.action_create_payments()

    def test_a_credit_with_nothing_to_settle_is_refused(self):
        note = self.goodwill(30)
        with self.refused(note.name, "pay it out"):
            self.program(note, credits=[note]).action_create_payments()

    def test_the_lock_date_is_respected_and_nothing_is_paid(self):
        invoice, note = self.debt(100), self.goodwill(30)
        wizard = self.program(invoice, credits=[note], payment_date="2026-03-10")
        self.env.company.fiscalyear_lock_date = "2026-06-30"
        with self.refused(invoice.name, "locked"):
            wizard.action_create_payments()
        self.assertFalse(invoice.matched_payment_ids)

    def test_words_in_place_of_amounts_do_no_harm(self):
        invoice, note = self.debt(100), self.goodwill(30)
        line = self.open_items(invoice)
        for seen in ("word", [1], {str(line.id): "100"}, {"x": None}):
            wizard = self.program(invoice, credits=[note], seen_amounts=seen)
            self.assertEqual(wizard._note_get_seen_amounts(), {})

    def test_a_reader_uses_no_credit(self):
        invoice, note = self.debt(100), self.goodwill(30)
        reader = self.clerk("auditor")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        with self.assertRaises(AccessError):
            self.env(user=reader)["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            ).create({"credit_line_ids": [Command.set(self.open_items(note).ids)]})

    def test_a_billing_user_pays_with_credits(self):
        invoice, note = self.debt(100), self.goodwill(30)
        clerk = self.clerk("clerk_of_payments")
        window = self.pay_window(invoice.with_user(clerk))
        self.assertEqual(self.pay(window).amount, 70.0)
        self.assertEqual(note.note_application_ids.user_id, clerk)
