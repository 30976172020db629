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
        self.assertNotIn("account_note_refund_apply", note.alerts)
        other = self.invoice()
        note.invalidate_recordset()
        action = note.alerts["account_note_refund_apply"]["action"]
        window = (
            self.env[action["res_model"]].with_context(**action["context"]).create({})
        )
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

    def test_readers_are_offered_nothing(self):
        reader = self.clerk("refund-reader")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        _invoice, note = self.paid_and_credited()
        self.assertTrue(self.hint(note))
        self.assertFalse(self.hint(note.with_user(reader)))
