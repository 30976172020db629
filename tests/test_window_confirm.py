from odoo import Command
from odoo.tests import tagged

from .window_common import WindowCase


@tagged("post_install", "-at_install")
class TestWindowConfirm(WindowCase):
    def test_credit_note_is_posted_by_one_press(self):
        invoice = self.invoice(("Chair", 5, 70.0))
        form = self.credit_window(invoice)
        form.correction_mode = "lines"
        with form.line_ids.edit(0) as row:
            row.quantity = 2
        action = form.save().action_create_and_confirm()
        self.assertRecordValues(
            self.env["account.move"].browse(action["res_id"]),
            [{"state": "posted", "amount_untaxed": 140.0}],
        )
        self.assertEqual(invoice.note_remaining_amount, 241.5)

    def test_debit_note_is_posted_by_one_press(self):
        invoice = self.invoice(("Chair", 5, 70.0))
        form = self.open("account.debit.note", invoice)
        form.date = "2026-03-10"
        form.correction_mode = "price"
        with form.line_ids.edit(0) as row:
            row.new_price = 75.0
        form.save().action_create_and_confirm()
        self.assertRecordValues(
            invoice.debit_note_ids, [{"state": "posted", "amount_untaxed": 25.0}]
        )

    def test_what_waits_for_an_approval_stays_a_draft(self):
        self.env.company.note_approval_threshold = 100.0
        small, large = self.invoice(("Pen", 1, 10.0)), self.invoice()
        window = self.window(small, large)
        window.action_create_and_confirm()
        self.assertEqual(small.credit_note_ids.state, "posted")
        self.assertEqual(large.credit_note_ids.state, "draft")

    def test_what_waits_for_its_day_stays_a_draft(self):
        invoice = self.invoice()
        self.window(invoice, date="2999-01-01").action_create_and_confirm()
        self.assertRecordValues(
            invoice.credit_note_ids, [{"state": "draft", "auto_post": "at_date"}]
        )

    def test_nothing_is_made_where_posting_is_refused(self):
        self.env.company.note_reason_required = True
        invoice = self.invoice()
        with self.refused("has no reason"):
            self.window(invoice).action_create_and_confirm()
        self.assertFalse(invoice.credit_note_ids)

    def test_everything_is_what_remains_and_nothing_is_said(self):
        invoice = self.invoice(("Chair", 5, 70.0))
        self.credit(invoice, Chair=2)
        form = self.credit_window(invoice)
        form.correction_mode = "full"
        self.assertFalse(form.is_nothing_left)
        self.assertIn("241.50", form.preview)
        form.save().action_create_and_confirm()
        form = self.credit_window(invoice)
        form.correction_mode = "full"
        self.assertTrue(form.is_nothing_left)
        self.assertIn("nothing remains to take back", form.preview)
        form.correction_mode = "lines"
        self.assertFalse(form.is_nothing_left)

    def test_a_note_that_is_too_high_can_be_made_but_not_posted_at_once(self):
        invoice = self.invoice()
        form = self.credit_window(invoice)
        form.correction_mode = "amount"
        form.amount = 200.0
        self.assertTrue(form.is_refused)
        form.amount = 20.0
        self.assertFalse(form.is_refused)

    def test_what_can_still_be_put_right_does_not_hide_the_button(self):
        self.env.company.note_reason_required = True
        form = self.credit_window(self.invoice())
        self.assertIn("has no reason", form.preview)
        self.assertFalse(form.is_refused)


@tagged("post_install", "-at_install")
class TestWindowReason(WindowCase):
    def reason(self, word):
        return self.env.ref(f"account_credit_debit_note.reason_{word}")

    def test_the_reason_follows_from_what_is_done(self):
        form = self.credit_window(self.invoice(("Chair", 5, 70.0)))
        self.assertFalse(form.reason_id)
        form.correction_mode = "lines"
        with form.line_ids.edit(0) as row:
            row.quantity = 2
        self.assertEqual(form.reason_id, self.reason("return"))
        form.correction_mode = "price"
        with form.line_ids.edit(0) as row:
            row.new_price = 60
        self.assertEqual(form.reason_id, self.reason("price"))
        form.correction_mode = "amount"
        self.assertFalse(form.reason_id)
        self.assertFalse(form.reason)
        form.amount = 10
        self.assertEqual(form.reason_id, self.reason("goodwill"))
        self.assertEqual(form.reason, "Goodwill")

    def test_changed_taxes_are_a_tax_correction(self):
        form = self.credit_window(self.invoice())
        form.correction_mode = "tax"
        with form.line_ids.edit(0) as row:
            row.new_tax_ids = self.tax.copy({"name": "Exports", "amount": 0.0})
        self.assertEqual(form.reason_id, self.reason("tax"))

    def test_a_chosen_reason_stays(self):
        form = self.credit_window(self.invoice())
        form.reason_id = self.reason("damaged")
        form.correction_mode = "amount"
        form.amount = 10
        self.assertEqual(form.reason_id, self.reason("damaged"))

    def test_programs_get_no_reason_that_they_did_not_name(self):
        invoice = self.invoice(("Chair", 5, 70.0))
        self.assertFalse(self.credit(invoice, Chair=2).note_reason_id)

    def test_the_window_asks_where_the_company_wants_one(self):
        self.env.company.note_reason_required = True
        form = self.credit_window(self.invoice())
        with self.assertRaisesRegex(AssertionError, "reason_id is a required field"):
            form.save()
        entry = self.env["account.move"].create(
            {
                "date": "2026-03-01",
                "line_ids": [
                    Command.create({"account_id": account.id, "balance": balance})
                    for account, balance in (
                        (self.company_data["default_account_revenue"], -5.0),
                        (self.company_data["default_account_expense"], 5.0),
                    )
                ],
            }
        )
        entry.action_post()
        self.credit_window(entry).save()

    def test_words_of_ones_own_stay_when_a_reason_is_proposed(self):
        form = self.credit_window(self.invoice(("Chair", 5, 70.0)))
        form.correction_mode = "lines"
        form.reason = "Scratched, agreed by phone"
        with form.line_ids.edit(0) as row:
            row.quantity = 2
        self.assertEqual(form.reason_id.kind, "return")
        self.assertEqual(form.reason, "Scratched, agreed by phone")
