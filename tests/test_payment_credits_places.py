from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from .payment_common import PaymentCase


@tagged("post_install", "-at_install")
class TestPaymentCreditsPlaces(PaymentCase):
    """Currencies, companies, taxes and payment methods other than the plain ones."""

    def test_foreign_currency_with_another_rate(self):
        euro = self.setup_other_currency(
            "EUR", rates=[("2026-01-01", 0.5), ("2026-03-05", 0.8)]
        )
        invoice = self.debt(100, currency_id=euro.id)
        note = self.goodwill(30, currency_id=euro.id, invoice_date="2026-03-06")
        window = self.pay_window(invoice)
        window.currency_id = euro
        self.assertEqual(window.amount, 70.0)
        payment = self.pay(window)
        self.assertEqual(payment.amount, 70.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])
        self.assertEqual(note.note_application_ids.company_amount, 37.5)

    def test_payment_in_the_company_currency(self):
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 0.5)])
        invoice = self.debt(100, currency_id=euro.id)
        note = self.goodwill(30, currency_id=euro.id)
        window = self.pay_window(invoice)
        window.currency_id = self.env.company.currency_id
        self.assertEqual(window.amount, 140.0)
        self.assertEqual(self.pay(window).amount, 140.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])

    def test_the_same_rate_is_asked_for_where_the_company_says_so(self):
        self.env.company.note_apply_rate = "same"
        euro = self.setup_other_currency(
            "EUR", rates=[("2026-01-01", 0.5), ("2026-03-05", 0.8)]
        )
        invoice = self.debt(100, currency_id=euro.id)
        same = self.goodwill(20, currency_id=euro.id)
        other = self.goodwill(30, currency_id=euro.id, invoice_date="2026-03-06")
        window = self.pay_window(invoice)
        self.assertEqual(self.shown(window), [(same, True, 20.0)])
        with self.refused(other.name, "exchange rates"):
            self.program(invoice, credits=[other]).action_create_payments()

    def test_a_doubtful_credit_settles_the_doubtful_document(self):
        sound = self.debt(100, invoice_date="2026-02-01")
        doubtful = self.doubt(self.debt(100))
        note = self.doubt(self.goodwill(30))
        payments = self.pay(self.pay_window(sound, doubtful))
        self.assertEqual(sorted(payments.mapped("amount")), [70.0, 100.0])
        self.assertEqual(note.note_application_ids.item_move_id, doubtful)

    def test_cash_basis_taxes_become_due_with_credit_and_payment(self):
        self.env.company.tax_exigibility = True
        transition = self.company_data["default_account_tax_sale"].copy(
            {"code": "TRANSIT", "reconcile": True}
        )
        tax = self.tax.copy(
            {
                "name": "15 % on payment",
                "tax_exigibility": "on_payment",
                "cash_basis_transition_account_id": transition.id,
            }
        )
        invoice = self.invoice(tax=tax)
        note = self.goodwill(20, tax=tax)
        self.assertEqual(self.pay(self.pay_window(invoice)).amount, 92.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])
        entries = self.env["account.move"].search(
            [("tax_cash_basis_origin_move_id", "in", (invoice.id, note.id))]
        )
        due = entries.line_ids.filtered("tax_repartition_line_id")
        self.assertAlmostEqual(-sum(due.mapped("balance")), 12.0)

    def test_a_branch_pays_with_credits_of_the_company(self):
        company = self.env.company
        company.write({"child_ids": [Command.create({"name": "Branch"})]})
        branch = company.child_ids
        self.env.user.company_ids |= branch
        self.env.cr.precommit.run()
        invoice = self.debt(100, company_id=branch.id)
        note = self.goodwill(30)
        here = self.env(context={"allowed_company_ids": [company.id, branch.id]})
        window = self.pay_window(invoice.with_env(here))
        self.assertEqual(self.shown(window), [(note, True, 30.0)])
        self.assertEqual(self.pay(window).amount, 70.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])

    def test_credits_of_another_company_are_not_shown(self):
        other = self.setup_other_company()["company"]
        note = self.goodwill(30)
        invoice = (
            self.env["account.move"]
            .with_company(other)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.partner_a.id,
                    "company_id": other.id,
                    "invoice_date": "2026-03-01",
                    "invoice_line_ids": [
                        Command.create({"name": "Desk", "price_unit": 100.0})
                    ],
                }
            )
        )
        invoice.action_post()
        window = self.pay_window(invoice)
        self.assertEqual(len(window.credit_row_ids), 0)
        lines = self.open_items(note).ids
        wizard = self.program(invoice, credit_line_ids=[Command.set(lines)])
        with self.refused(note.name, other.name):
            wizard.action_create_payments()

    def direct_debit(self):
        """Return a payment method line like those of SEPA direct debit."""
        method_model = self.registry["account.payment.method"]
        known = method_model._get_payment_method_information
        self.enterContext(
            patch.object(
                method_model,
                "_get_payment_method_information",
                lambda model: {
                    **known(model),
                    "test_debit": {"mode": "multi", "type": ("bank",)},
                },
            )
        )
        method = self.env["account.payment.method"]
        method = method.sudo().create(
            {"name": "Direct Debit", "code": "test_debit", "payment_type": "inbound"}
        )
        return self.bank.inbound_payment_method_line_ids.filtered(
            lambda line: line.payment_method_id == method
        ) or self.env["account.payment.method.line"].create(
            {
                "name": "Direct Debit",
                "payment_method_id": method.id,
                "journal_id": self.bank.id,
            }
        )

    def test_direct_debit_takes_what_is_left(self):
        method = self.direct_debit()
        invoice, note = self.debt(100), self.goodwill(30)
        window = self.pay_window(invoice)
        window.journal_id = self.bank
        window.payment_method_line_id = method
        payment = self.pay(window)
        self.assertEqual(payment.payment_method_line_id, method)
        self.assertEqual(payment.amount, 70.0)
        self.assertEqual(note.amount_residual, 0.0)

    def test_direct_debit_collects_the_credit_of_a_vendor(self):
        method = self.direct_debit()
        note = self.goodwill(30, move_type="in_refund")
        window = self.pay_window(note)
        window.journal_id = self.bank
        window.payment_method_line_id = method
        payment = self.pay(window)
        self.assertEqual(payment.payment_method_line_id, method)
        self.assertRecordValues(payment, [{"amount": 30.0, "payment_type": "inbound"}])
