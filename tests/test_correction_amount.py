from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestAmountCorrection(NoteCase):
    def credit_amount(self, move, amount=0.0, percent=0.0):
        window = self.window(
            move,
            correction_mode="amount",
            amount_type="fixed" if amount else "percent",
            amount=amount,
            percent=percent,
        )
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        return note

    def test_what_is_no_number_is_refused(self):
        invoice = self.invoice()
        for number in (float("nan"), float("inf"), 1e308, 10**400, "nan"):
            for values in (
                {"correction_mode": "amount", "amount": number},
                {"correction_mode": "amount", "percent": number},
            ):
                with self.subTest(**values), self.refused("is no number"):
                    self.window(invoice, **values)
            row = self.window(invoice, correction_mode="price").line_ids
            for name in ("new_price", "new_discount", "amount"):
                with self.subTest(name, number=number), self.refused("is no number"):
                    row.write({name: number})

    def two_rates(self, **options):
        rates = self.env["account.tax"].create(
            [
                {
                    "name": f"{rate} %",
                    "amount": rate,
                    "type_tax_use": "sale",
                    **options,
                }
                for rate in (19, 7)
            ]
        )
        invoice = self.invoice(
            ("Desk", 3, 99.99), ("Book", 7, 12.99), ("Pen", 1, 0.01), post=False
        )
        lines = invoice.invoice_line_ids
        lines[0].tax_ids, lines[1].tax_ids, lines[2].tax_ids = rates[0], rates[1], rates
        invoice.action_post()
        return invoice

    def test_fixed_amount_is_exact_to_the_cent(self):
        invoice = self.two_rates()
        for amount in (100.0, 33.33, 0.07):
            self.assertEqual(self.credit_amount(invoice, amount).amount_total, amount)

    def test_fixed_amount_is_exact_with_taxes_included(self):
        invoice = self.two_rates(price_include_override="tax_included")
        for amount in (100.0, 33.33, 0.07):
            self.assertEqual(self.credit_amount(invoice, amount).amount_total, amount)

    def test_amount_is_spread_over_the_taxes_of_the_document(self):
        invoice = self.two_rates()
        note = self.credit_amount(invoice, percent=50)
        for group in ("19 %", "7 %"):
            shares = [
                sum(
                    abs(line.amount_currency)
                    for line in move.line_ids
                    if line.tax_line_id.name == group
                )
                for move in (invoice, note)
            ]
            self.assertAlmostEqual(shares[0] / 2, shares[1], delta=0.011)

    def test_percentage_is_of_the_total(self):
        self.assertEqual(
            self.credit_amount(self.invoice(), percent=10).amount_total, 11.5
        )

    def test_all_that_is_left_closes_the_invoice(self):
        invoice = self.two_rates()
        self.credit_amount(invoice, 100.0)
        self.credit_amount(invoice, invoice.amount_residual)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_foreign_currency_is_exact_in_its_own_cents(self):
        euros = self.setup_other_currency("EUR")
        invoice = self.invoice(("Desk", 3, 33.33), currency_id=euros.id)
        self.assertEqual(self.credit_amount(invoice, 50.01).amount_total, 50.01)

    def test_currency_of_five_hundredths_is_exact(self):
        francs = self.setup_other_currency("CHF", rounding=0.05)
        invoice = self.invoice(("Desk", 3, 33.35), currency_id=francs.id)
        self.assertEqual(self.credit_amount(invoice, 50.05).amount_total, 50.05)

    def test_accounts_and_analytic_distribution_go_over(self):
        invoice = self.invoice()
        note = self.credit_amount(invoice, 10.0)
        self.assertEqual(
            note.invoice_line_ids.account_id, invoice.invoice_line_ids.account_id
        )

    def test_amount_moves_no_quantity(self):
        invoice = self.invoice(("Desk", 3, 10.0))
        self.credit_amount(invoice, 10.0)
        row = self.window(invoice, correction_mode="lines").line_ids
        self.assertEqual(row.remaining_quantity, 3)

    def test_more_than_the_invoice_is_refused_on_posting(self):
        invoice = self.invoice()
        with self.refused(invoice.name, "115.01"):
            self.credit_amount(invoice, 115.01)

    def test_every_selected_document_is_credited(self):
        invoices = self.invoice() | self.invoice()
        window = self.window(
            *invoices, correction_mode="amount", amount_type="percent", percent=10
        )
        window.refund_moves()
        self.assertEqual(invoices.credit_note_ids.mapped("amount_total"), [11.5, 11.5])

    def test_no_amount_is_refused(self):
        with self.refused("no amount"):
            self.credit_amount(self.invoice())

    def test_amount_below_zero_is_refused(self):
        with self.refused("above zero"):
            self.credit_amount(self.invoice(), -5.0)

    def test_percentage_above_hundred_is_refused(self):
        with self.refused("from 0 to 100"):
            self.credit_amount(self.invoice(), percent=101)
