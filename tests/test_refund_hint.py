from odoo import Command
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestRefundHint(NoteCase):
    """A credit of a paid invoice asks what becomes of the money."""

    def pay(self, move):
        window = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"payment_date": "2026-03-05"})
        )
        window._create_payments()

    def hint(self, note):
        note.invalidate_recordset()
        return (note.alerts or {}).get("account_note_refund")

    def paid_and_credited(self, **values):
        invoice = self.invoice(**values)
        self.pay(invoice)
        return invoice, self.credit(invoice)

    def test_credit_of_a_paid_invoice_offers_the_refund(self):
        invoice, note = self.paid_and_credited()
        hint = self.hint(note)
        self.assertIn(invoice.name, hint["message"])
        self.assertIn("115.00", hint["message"])
        self.assertIn("refund it to the customer", hint["message"])
        self.assertEqual(hint["action"]["res_model"], "account.payment.register")
        # The window that it opens pays the note
        window = (
            self.env[hint["action"]["res_model"]]
            .with_context(**hint["action"]["context"])
            .create({"payment_date": "2026-03-12"})
        )
        self.assertEqual(window.payment_type, "outbound")
        window._create_payments()
        self.assertFalse(self.hint(note))
        self.assertEqual(note.amount_residual, 0.0)

    def test_where_other_invoices_are_open_the_credit_can_settle_them(self):
        _invoice, note = self.paid_and_credited()
        note.invalidate_recordset()
        self.assertNotIn("account_note_outstanding", note.alerts)
        other = self.invoice()
        note.invalidate_recordset()
        offered = note.alerts["account_note_outstanding"]["action"]
        self.assertEqual(offered["type"], "ir.actions.server")
        server_action = self.env["ir.actions.server"].browse(offered["id"])
        action = server_action.with_context(**offered["context"]).run()
        window = self.env[action["res_model"]].browse(action["res_id"])
        self.assertIn(other, window.item_ids.move_id)

    def test_vendors_refund_is_awaited(self):
        _bill, note = self.paid_and_credited(move_type="in_invoice")
        self.assertIn("vendor's refund", self.hint(note)["message"])

    def test_credit_that_settles_its_invoice_offers_nothing(self):
        self.assertFalse(self.hint(self.credit(self.invoice())))

    def test_credit_that_its_invoice_still_waits_for_offers_nothing(self):
        self.env.company.note_apply_on_posting = False
        note = self.credit(self.invoice())
        self.assertEqual(note.note_status, "open")
        self.assertFalse(self.hint(note))

    def test_goodwill_and_drafts_offer_nothing(self):
        invoice = self.invoice()
        self.pay(invoice)
        self.assertFalse(self.hint(self.credit(invoice, post=False)))
        self.assertFalse(self.hint(self.goodwill()))

    def test_applied_credit_offers_nothing_any_more(self):
        _invoice, note = self.paid_and_credited()
        other = self.invoice()
        self.apply((self.open_items(note), self.open_items(other), 115.0))
        self.assertFalse(self.hint(note))

    def settle_by(self, invoice, *lines):
        """Settle an invoice by an entry of (account, amount) and its open item."""
        item = self.open_items(invoice)
        rest = -sum(amount for _account, amount in lines)
        rows = [*lines, (item.account_id, rest)]
        entry = self.env["account.move"].create(
            {
                "date": "2026-03-05",
                "line_ids": [
                    Command.create(
                        {
                            "account_id": account.id,
                            "partner_id": invoice.partner_id.id,
                            "balance": amount,
                        }
                    )
                    for account, amount in rows
                ],
            }
        )
        entry.action_post()
        other = entry.line_ids.filtered(lambda line: line.account_id == item.account_id)
        (item | other).reconcile()

    def transfer(self, invoice, amount, discount=0.0):
        """Settle an invoice by a line of a bank statement."""
        bank = self.company_data["default_journal_bank"]
        transaction = self.env["account.bank.statement.line"].create(
            {
                "journal_id": bank.id,
                "date": "2026-03-05",
                "payment_ref": invoice.name,
                "amount": amount,
            }
        )
        item = self.open_items(invoice)
        _liquidity, suspense, _others = transaction._seek_for_lines()
        expense = self.company_data["default_account_expense"]
        transaction.move_id.button_draft()
        transaction.move_id.line_ids = [
            Command.update(
                suspense.id,
                {
                    "account_id": item.account_id.id,
                    "partner_id": invoice.partner_id.id,
                    "balance": -amount - discount,
                },
            ),
            *(
                [Command.create({"account_id": expense.id, "balance": discount})]
                if discount
                else []
            ),
        ]
        transaction.move_id.action_post()
        lines = transaction.move_id.line_ids
        (item | lines.filtered(lambda ln: ln.account_id == item.account_id)).reconcile()

    def test_a_discount_for_early_payment_is_no_money(self):
        early = self.env["account.payment.term"].create(
            {
                "name": "2/10 net 30",
                "early_discount": True,
                "discount_percentage": 2.0,
                "discount_days": 10,
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 100, "nb_days": 30}
                    )
                ],
            }
        )
        for move_type in ("out_invoice", "in_invoice"):
            invoice = self.invoice(
                invoice_payment_term_id=early.id, move_type=move_type
            )
            self.pay(invoice)
            self.assertEqual(invoice.amount_residual, 0.0)
            message = self.hint(self.credit(invoice))["message"]
            self.assertIn("112.70 of this credit", message)
            self.assertIn("2.30 more of it", message)

    def test_a_bad_debt_is_no_money(self):
        expense = self.company_data["default_account_expense"]
        bank = self.company_data["default_journal_bank"].default_account_id
        lost = self.invoice()
        self.settle_by(lost, (expense, 115.0))
        self.assertFalse(self.hint(self.credit(lost)))
        half = self.invoice()
        self.settle_by(half, (expense, 65.0), (bank, 50.0))
        message = self.hint(self.credit(half))["message"]
        self.assertIn("50.00 of this credit", message)
        self.assertIn("65.00 more of it", message)

    def test_a_payment_whose_difference_was_written_off(self):
        invoice = self.invoice()
        window = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        window.create(
            {
                "payment_date": "2026-03-05",
                "amount": 100.0,
                "payment_difference_handling": "reconcile",
                "writeoff_account_id": self.company_data["default_account_expense"].id,
            }
        )._create_payments()
        message = self.hint(self.credit(invoice))["message"]
        self.assertIn("100.00 of this credit", message)

    def test_a_line_of_a_statement_is_money(self):
        invoice = self.invoice()
        self.transfer(invoice, 115.0)
        self.assertIn("115.00 of this", self.hint(self.credit(invoice))["message"])
        invoice = self.invoice()
        self.transfer(invoice, 110.0, discount=5.0)
        message = self.hint(self.credit(invoice))["message"]
        self.assertIn("110.00 of this credit", message)

    def test_money_goes_back_once(self):
        expense = self.company_data["default_account_expense"]
        bank = self.company_data["default_journal_bank"].default_account_id
        invoice = self.invoice(("Desk", 2, 50.0))
        self.settle_by(invoice, (expense, 15.0), (bank, 100.0))
        first, second = self.credit(invoice, Desk=1), self.credit(invoice, Desk=1)
        self.assertIn("57.50 of this credit", self.hint(first)["message"])
        self.assertIn("42.50 of this credit", self.hint(second)["message"])

    def test_what_another_credit_settled_is_no_money(self):
        invoice = self.invoice(("Desk", 2, 50.0))
        self.credit(invoice, Desk=1)
        self.pay(invoice)
        note = self.credit(invoice, Desk=1)
        self.assertIn("57.50 of this credit", self.hint(note)["message"])

    def test_readers_are_offered_nothing(self):
        reader = self.clerk("refund-reader")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        _invoice, note = self.paid_and_credited()
        self.assertTrue(self.hint(note))
        self.assertFalse(self.hint(note.with_user(reader)))
