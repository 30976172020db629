from odoo.tests import Form, tagged

from .allocation_common import AllocationCase


@tagged("post_install", "-at_install")
class TestWriteOff(AllocationCase):
    """Small remainders are written off where somebody ticks them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.expense = cls.company_data["default_account_expense"]
        cls.env.company.write(
            {"note_tolerance": 0.5, "note_tolerance_account_id": cls.expense.id}
        )

    def test_a_ticked_remainder_of_an_invoice_is_written_off(self):
        invoice = self.debt(40.3)
        window = self.open_window(self.goodwill(40.0))
        self.assertTrue(window.item_ids.can_write_off)
        with Form(window) as form, form.item_ids.edit(0) as row:
            row.is_written_off = True
        window.write({"date": "2026-04-02", "reason": "Not worth a letter"})
        window.action_apply()
        self.assertEqual(invoice.amount_residual, 0.0)
        entry = self.open_entry()
        self.assertRecordValues(
            entry.line_ids.sorted("balance"),
            [
                {"account_id": self.receivable().id, "balance": -0.3},
                {"account_id": self.expense.id, "balance": 0.3},
            ],
        )
        self.assertIn(invoice.name, entry.ref)
        self.assertIn("Not worth a letter", entry.ref)
        self.assertEqual(str(entry.date), "2026-04-02")
        self.assertFalse(entry.line_ids.tax_ids)
        self.assertEqual(entry.state, "posted")

    def test_nothing_is_written_off_silently(self):
        invoice = self.debt(40.3)
        self.open_window(self.goodwill(40.0)).action_apply()
        self.assertAlmostEqual(invoice.amount_residual, 0.3)
        self.assertFalse(self.open_entry())

    def test_a_remainder_of_a_credit_is_written_off(self):
        self.debt(40.0)
        note = self.goodwill(40.5)
        window = self.open_window(note)
        window.credit_ids.is_written_off = True
        window.action_apply()
        self.assertEqual(note.payment_state, "paid")
        self.assertEqual(
            self.open_entry()
            .line_ids.filtered(lambda line: line.balance < 0)
            .account_id,
            self.expense,
        )

    def test_more_than_the_tolerance_is_refused(self):
        invoice = self.debt(40.51)
        note = self.goodwill(40.0)
        window = self.open_window(note)
        self.assertFalse(window.item_ids.can_write_off)
        window.item_ids.is_written_off = True
        with self.refused(invoice.name, "0.51", "0.50"):
            window.action_apply()
        self.assertEqual(note.amount_residual, 40.0)

    def test_no_tolerance_offers_nothing(self):
        self.env.company.note_tolerance = 0.0
        self.debt(40.01)
        window = self.open_window(self.goodwill(40.0))
        self.assertFalse(window.has_remainders)

    def test_the_account_is_no_receivable_and_has_to_be_there(self):
        self.debt(40.3)
        window = self.open_window(self.goodwill(40.0))
        window.item_ids.is_written_off = True
        for account in (self.receivable(), self.env["account.account"]):
            window.write_off_account_id = account
            with self.subTest(account.name), self.refused("account"):
                window.action_apply()

    def test_a_foreign_currency_is_written_off_at_the_rate_of_the_line(self):
        euro = self.setup_other_currency(
            "EUR", rates=[("2016-01-01", 3.0), ("2026-03-20", 5.0)]
        )
        invoice = self.debt(100.0, currency_id=euro.id)
        note = self.goodwill(99.0, currency_id=euro.id)
        window = self.open_window(note)
        self.assertTrue(window.item_ids.can_write_off)
        window.item_ids.is_written_off = True
        window.date = "2026-04-02"
        window.action_apply()
        line = invoice.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
        self.assertEqual((line.amount_residual, line.amount_residual_currency), (0, 0))
        self.assertTrue(line.full_reconcile_id)
        self.assertFalse(line.matched_credit_ids.exchange_move_id)

    def test_a_locked_period_is_refused(self):
        invoice = self.debt(0.3)
        self.env.company.fiscalyear_lock_date = "2026-04-30"
        with self.refused("locked"):
            self.open_items(invoice)._note_write_off_remainders(
                self.expense, date=invoice.date
            )

    def receivable(self):
        return self.company_data["default_account_receivable"]

    def open_entry(self):
        return self.env["account.move"].search(
            [("move_type", "=", "entry"), ("ref", "ilike", "Small remainder")]
        )
