from odoo import Command
from odoo.tests import Form, tagged

from .allocation_common import AllocationCase


@tagged("post_install", "-at_install")
class TestAllocationSubject(AllocationCase):
    """Whose credits the window is about, and what counts as open."""

    def test_drafts_are_refused(self):
        draft = self.goodwill(post=False)
        with self.refused("not posted"):
            draft.action_apply_credits()
        with self.refused("not posted"):
            self.env["account.note.allocation"].create(
                {"company_id": self.env.company.id, "move_ids": draft.ids}
            )

    def test_debit_notes_receipts_and_opening_entries_are_open_items(self):
        invoice = self.debt(30.0, "2026-01-01")
        self.debit(invoice)
        receipt = self.debt(10.0, move_type="out_receipt")
        entry = self.env["account.move"].create(
            {
                "date": "2025-12-31",
                "line_ids": [
                    Command.create(
                        {
                            "account_id": account.id,
                            "partner_id": self.partner_a.id,
                            "debit": max(amount, 0),
                            "credit": max(-amount, 0),
                        }
                    )
                    for account, amount in (
                        (self.company_data["default_account_receivable"], 70.0),
                        (self.company_data["default_account_revenue"], -70.0),
                    )
                ],
            }
        )
        entry.action_post()
        payment = self.env["account.payment"].create(
            {
                "payment_type": "outbound",
                "partner_type": "customer",
                "partner_id": self.partner_a.id,
                "amount": 99.0,
            }
        )
        payment.action_post()
        window = self.open_window(self.goodwill(200.0))
        self.assertEqual(
            window.item_ids.move_id,
            entry | invoice | invoice.debit_note_ids | receipt,
        )
        window.action_apply()
        self.assertEqual(receipt.amount_residual, 0.0)

    def test_vendor_bills_are_settled_with_vendor_credits(self):
        bill = self.debt(70.0, move_type="in_invoice")
        note = self.invoice(
            ("Goodwill", 1, 50.0), move_type="in_refund", tax=self.env["account.tax"]
        )
        self.open_window(note, bill).action_apply()
        self.assertEqual(bill.amount_residual, 20.0)

    def test_two_currencies_ask_for_one(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        invoice = self.debt(40.0, currency_id=euro.id)
        dollars, euros = self.goodwill(20.0), self.goodwill(30.0, currency_id=euro.id)
        window = self.open_window(dollars, euros)
        self.assertFalse(window.currency_id)
        self.assertFalse(window.item_ids)
        self.assertIn("currencies", window.empty_text)
        with Form(window) as form:
            form.currency_id = euro
            self.assertEqual(form.applied_amount, 30.0)
        window.action_apply()
        self.assertEqual(invoice.amount_residual, 10.0)
        self.assertEqual(dollars.amount_residual, 20.0)

    def test_the_menu_asks_for_the_partner(self):
        invoice, note = self.debt(40.0), self.goodwill(10.0)
        self.debt(40.0, partner_id=self.partner_b.id)
        self.goodwill(10.0, partner_id=self.partner_b.id)
        model = self.env["account.note.allocation"]
        action = model.with_context(default_account_type="asset_receivable")._open_for(
            self.env["res.partner"]
        )
        window = model.browse(action["res_id"])
        self.assertFalse(window.partner_id)
        self.assertIn(self.partner_b, window.available_partner_ids)
        with Form(window) as form:
            form.partner_id = self.partner_a
            self.assertEqual(form.applied_amount, 10.0)
        self.assertEqual(window.item_ids.move_id, invoice)
        window.partner_id = self.partner_b
        self.assertNotIn(note, window.credit_ids.move_id)
        window.partner_id = self.partner_a
        window.action_apply()
        self.assertEqual(note.amount_residual, 0.0)

    def test_a_partner_opens_the_window_one_at_a_time(self):
        self.debt(40.0), self.goodwill(10.0)
        self.assertEqual(self.to_apply(self.open_window(self.partner_a)), [10.0])
        window = self.open_window(self.partner_b)
        self.assertEqual(window.partner_id, self.partner_b)
        self.assertIn("No open credits", window.empty_text)
        with self.refused("one partner at a time"):
            (self.partner_a | self.partner_b).action_apply_credits()

    def test_a_form_opened_by_a_program_fills_itself(self):
        self.debt(40.0)
        note = self.goodwill(10.0)
        form = Form(
            self.env["account.note.allocation"].with_context(
                active_model="account.move", active_ids=note.ids
            )
        )
        self.assertEqual(form.applied_amount, 10.0)
        form.save().action_apply()
        self.assertEqual(note.amount_residual, 0.0)
