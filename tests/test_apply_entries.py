from datetime import date

from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestApplyEntries(NoteCase):
    """The entries that core makes of an application, and undoes with it."""

    def use_cash_basis(self):
        company = self.env.company
        company.tax_exigibility = True
        transition = self.env["account.account"].create(
            {
                "code": "251998",
                "name": "Tax in transition",
                "account_type": "liability_current",
                "reconcile": True,
            }
        )
        self.tax.write(
            {
                "tax_exigibility": "on_payment",
                "cash_basis_transition_account_id": transition.id,
            }
        )

    def cash_basis_tax(self, move):
        """Return the tax that became due for a document, as the balance booked."""
        entries = move.tax_cash_basis_created_move_ids.filtered(
            lambda entry: entry.state == "posted"
        )
        entries |= entries.reversal_move_ids
        lines = entries.line_ids.filtered("tax_line_id")
        return round(sum(lines.mapped("balance")), 2)

    def test_tax_becomes_due_with_what_is_applied(self):
        self.use_cash_basis()
        invoice = self.invoice()
        note = self.invoice(("Desk", 1, 50.0), move_type="out_refund")
        credit, item = self.open_items(note), self.open_items(invoice)

        record = self.apply((credit, item, 23.0), day=date(2026, 4, 30))

        self.assertEqual(self.cash_basis_tax(invoice), -3.0)
        self.assertEqual(self.cash_basis_tax(note), 3.0)

        record._unapply()
        self.assertEqual(self.cash_basis_tax(invoice), 0.0)
        self.assertEqual(self.cash_basis_tax(note), 0.0)
        self.assertEqual(invoice.amount_residual, 115.0)

    def test_one_rate_leaves_no_exchange_difference(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        no_tax = self.env["account.tax"]
        invoice = self.invoice(currency_id=euro.id, tax=no_tax)
        note = self.goodwill(30.0, currency_id=euro.id)
        record = self.apply((self.open_items(note), self.open_items(invoice), 30.0))
        partial = self.env["account.partial.reconcile"].browse(record.partial_number)
        self.assertFalse(partial.exchange_move_id)
        self.assertEqual(record.amount, 30.0)
        self.assertEqual(record.company_amount, 15.0)
        self.assertEqual(invoice.amount_residual, 70.0)

    def test_two_rates_leave_the_difference_of_what_is_applied(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 0.5)])
        self.env["res.currency.rate"].create(
            {"name": "2026-03-05", "rate": 0.8, "currency_id": euro.id}
        )
        no_tax = self.env["account.tax"]
        invoice = self.invoice(("Desk", 1, 50.0), currency_id=euro.id, tax=no_tax)
        note = self.goodwill(30.0, currency_id=euro.id, invoice_date="2026-03-10")
        item = self.open_items(invoice)

        record = self.apply((self.open_items(note), item, 30.0))

        # 30.00 are 60.00 at the rate of the invoice and 37.50 at that of the note
        partial = self.env["account.partial.reconcile"].browse(record.partial_number)
        self.assertEqual(partial.amount, 37.5)
        self.assertEqual(sum(partial.exchange_move_id.line_ids.mapped("debit")), 22.5)
        self.assertEqual(item.amount_residual_currency, 20.0)
        self.assertEqual(item.amount_residual, 40.0)

        record._unapply()
        self.assertEqual(item.amount_residual_currency, 50.0)
        self.assertEqual(item.amount_residual, 100.0)

    def test_thirty_slices_leave_no_cent(self):
        invoice = self.invoice(("Desk", 1, 10.0), tax=self.env["account.tax"])
        note = self.goodwill(9.9)
        for _slice in range(30):
            self.apply((self.open_items(note), self.open_items(invoice), 0.33))
        self.assertEqual(note.amount_residual, 0.0)
        self.assertEqual(note.payment_state, "paid")
        self.assertEqual(invoice.amount_residual, 0.1)
        self.assertEqual(len(note.note_application_ids), 30)
