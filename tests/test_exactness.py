from odoo import Command
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestExactness(NoteCase):
    """After a full correction an unpaid invoice has a residual of zero."""

    def assert_settled(self, invoice):
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(invoice.payment_state, "reversed")

    def with_manual_tax(self, move, difference):
        tax_line = move.line_ids.filtered("tax_line_id")
        sign = 1 if tax_line.amount_currency > 0 else -1
        move.write(
            {
                "line_ids": [
                    Command.update(
                        tax_line.id,
                        {
                            "amount_currency": tax_line.amount_currency
                            + sign * difference
                        },
                    )
                ]
            }
        )
        move.action_post()
        return move

    def test_tax_entered_by_hand_is_taken_back_as_it_is(self):
        bill = self.with_manual_tax(
            self.invoice(move_type="in_invoice", post=False), 0.02
        )
        self.assertEqual(bill.amount_total, 115.02)
        note = self.credit(bill)
        self.assertEqual(note.amount_total, 115.02)
        self.assert_settled(bill)

    def test_tax_entered_by_hand_survives_reverse_and_create(self):
        bill = self.with_manual_tax(
            self.invoice(move_type="in_invoice", post=False), 0.02
        )
        self.window(bill).modify_moves()
        self.assert_settled(bill)

    def test_tax_entered_by_hand_is_left_for_the_last_part(self):
        bill = self.with_manual_tax(
            self.invoice(("Desk", 2, 50.0), move_type="in_invoice", post=False), 0.02
        )
        first, last = self.credit(bill, Desk=1), self.credit(bill, Desk=1)
        self.assertEqual([first.amount_total, last.amount_total], [57.5, 57.52])
        self.assert_settled(bill)

    def test_taxes_rounded_part_by_part_close_with_the_last(self):
        # 15 % of 3 x 0.90 is 0.41 at once, but 0.14 three times
        invoice = self.invoice(("Clip", 3, 0.90))
        notes = [self.credit(invoice, Clip=1) for _unit in range(3)]
        self.assertEqual([note.amount_tax for note in notes], [0.14, 0.14, 0.13])
        self.assert_settled(invoice)

    def test_german_rates_close_to_the_cent(self):
        rates = self.env["account.tax"].create(
            [
                {"name": f"{rate} % USt", "amount": rate, "type_tax_use": "sale"}
                for rate in (19, 7)
            ]
        )
        invoice = self.invoice(("Desk", 3, 33.33), ("Book", 7, 12.99), post=False)
        for line, rate in zip(invoice.invoice_line_ids, rates, strict=True):
            line.tax_ids = rate
        invoice.action_post()
        self.credit(invoice, Desk=1, Book=3)
        self.credit(invoice, Desk=1, Book=2)
        self.credit(invoice, Desk=1, Book=2)
        self.assert_settled(invoice)

    def test_prices_with_taxes_included_close_to_the_cent(self):
        tax = self.percent_tax(21, price_include_override="tax_included")
        invoice = self.invoice(("Lamp", 3, 9.99), tax=tax)
        for _unit in range(3):
            self.credit(invoice, Lamp=1)
        self.assert_settled(invoice)

    def test_cash_rounding_goes_over(self):
        rounding = self.env["account.cash.rounding"].create(
            {
                "name": "0.05",
                "rounding": 0.05,
                "strategy": "add_invoice_line",
                "profit_account_id": self.company_data["default_account_revenue"].id,
                "loss_account_id": self.company_data["default_account_expense"].id,
                "rounding_method": "HALF-UP",
            }
        )
        invoice = self.invoice(("Desk", 1, 10.03), invoice_cash_rounding_id=rounding.id)
        self.credit(invoice)
        self.assert_settled(invoice)

    def test_currency_that_rounds_to_five_hundredths(self):
        francs = self.setup_other_currency("CHF", rounding=0.05)
        invoice = self.invoice(("Desk", 3, 33.35), currency_id=francs.id)
        for _unit in range(3):
            self.credit(invoice, Desk=1)
        self.assert_settled(invoice)

    def test_three_instalments_are_settled(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Thirds",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": share, "nb_days": days}
                    )
                    for share, days in ((33.33, 0), (33.33, 30), (33.34, 60))
                ],
            }
        )
        invoice = self.invoice(invoice_payment_term_id=term.id)
        self.credit(invoice)
        self.assert_settled(invoice)

    def test_early_payment_discount_on_both_sides(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "2 % within 10 days",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 10,
                "early_pay_discount_computation": "mixed",
            }
        )
        invoice = self.invoice(invoice_payment_term_id=term.id)
        note = self.credit(invoice)
        self.assertEqual(note.amount_tax, invoice.amount_tax)
        self.assert_settled(invoice)

    def test_cash_basis_taxes_end_on_neither_account(self):
        self.env.company.tax_exigibility = True
        transition = self.env["account.account"].create(
            {
                "code": "251999",
                "name": "Tax in transition",
                "account_type": "liability_current",
                "reconcile": True,
            }
        )
        tax = self.tax
        tax.write(
            {
                "tax_exigibility": "on_payment",
                "cash_basis_transition_account_id": transition.id,
            }
        )
        invoice = self.invoice(("Desk", 4, 25.0), tax=tax)
        self.credit(invoice, Desk=1)
        self.credit(invoice, Desk=3)
        self.assert_settled(invoice)
        balances = self.env["account.move.line"]._read_group(
            [
                ("parent_state", "=", "posted"),
                "|",
                ("account_id", "=", transition.id),
                ("tax_line_id", "=", tax.id),
            ],
            ["account_id"],
            ["balance:sum"],
        )
        self.assertGreater(len(balances), 1)
        for account, balance in balances:
            self.assertAlmostEqual(balance, 0.0, msg=account.display_name)
