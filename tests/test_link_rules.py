from odoo import fields
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestLinkRules(NoteCase):
    def note(self, origin, **values):
        return self.invoice(
            move_type="out_refund", reversed_entry_id=origin.id, post=False, **values
        )

    def test_invoice_of_another_customer_is_refused(self):
        with self.refused("partner_a", "partner_b", "same partner"):
            self.note(self.invoice(partner_id=self.partner_b.id))

    def test_contact_of_the_same_customer_is_accepted(self):
        contact = self.env["res.partner"].create(
            {"name": "Buyer", "parent_id": self.partner_a.id}
        )
        note = self.note(self.invoice(), partner_id=contact.id)
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_partner_changed_afterwards_is_refused(self):
        note = self.note(self.invoice())
        with self.refused("same partner"):
            note.partner_id = self.partner_b

    def test_vendor_bill_as_origin_of_a_customer_note_is_refused(self):
        with self.refused("right kind"):
            self.note(self.invoice(move_type="in_invoice"))

    def test_document_as_its_own_origin_is_refused(self):
        note = self.note(self.invoice())
        with self.refused("cannot correct itself"):
            note.reversed_entry_id = note

    def test_other_currency_is_refused(self):
        other = self.setup_other_currency("EUR")
        with self.refused("EUR", "USD"):
            self.note(self.invoice(currency_id=other.id))

    def test_draft_origin_is_refused_on_posting(self):
        note = self.note(self.invoice(post=False))
        with self.refused("is not posted"):
            note.action_post()

    def test_note_dated_before_its_invoice_is_told_and_posted(self):
        for kinds in ("out_invoice", "out_refund"), ("in_invoice", "in_refund"):
            invoice = self.invoice(move_type=kinds[0])
            note = self.invoice(
                move_type=kinds[1],
                reversed_entry_id=invoice.id,
                invoice_date="2026-02-28",
                post=False,
            )
            alert = note.alerts["account_note_date"]
            self.assertEqual(alert["level"], "warning")
            for part in (invoice.name, "02/28/2026", "03/01/2026"):
                self.assertIn(part, alert["message"])
            note.action_post()
            self.assertEqual(note.payment_state, "paid")
            self.assertEqual(invoice.payment_state, "reversed")

    def test_debit_note_dated_before_its_invoice_is_told_and_posted(self):
        debit = self.debit(self.invoice(), post=False, date="2026-02-28")
        self.assertIn("02/28/2026", debit.alerts["account_note_date"]["message"])
        debit.action_post()
        self.assertEqual(debit.state, "posted")

    def test_company_may_refuse_notes_dated_before_their_invoice(self):
        self.env.company.note_refuse_early_date = True
        note = self.note(self.invoice(), invoice_date="2026-02-28")
        self.assertEqual(note.alerts["account_note_date"]["level"], "danger")
        with self.refused("02/28/2026", "03/01/2026", "Refuse Early Dates"):
            note.action_post()
        note.invoice_date = "2026-03-01"
        self.assertNotIn("account_note_date", note.alerts or {})
        note.action_post()

    def test_invoice_dated_ahead_is_credited_today(self):
        invoice = self.invoice(invoice_date="2090-01-01")
        window = self.window(invoice, date=fields.Date.today())
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        self.assertIn(invoice.name, note.alerts["account_note_date"]["message"])
        note.action_post()
        self.assertEqual(invoice.payment_state, "reversed")

    def test_discounted_invoice_is_replaced_at_an_earlier_date(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "10 % within ten days",
                "early_discount": True,
                "discount_percentage": 10,
                "discount_days": 10,
                "early_pay_discount_computation": "mixed",
            }
        )
        invoice = self.invoice(invoice_payment_term_id=term.id)
        window = self.window(
            invoice, date=fields.Date.to_date("2017-01-01"), correction_mode="full"
        )
        window.modify_moves()
        note = invoice.credit_note_ids
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(note.amount_tax, 13.5)
        self.assertEqual(str(note.invoice_date), "2017-01-01")

    def test_bill_in_another_currency_is_credited_at_an_earlier_date(self):
        other = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        bill = self.invoice(
            move_type="in_invoice", invoice_date="2019-01-01", currency_id=other.id
        )
        window = self.window(bill, date=fields.Date.to_date("2017-01-01"))
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        self.assertEqual(bill.payment_state, "reversed")
        self.assertEqual(abs(note.amount_total_signed), note.amount_total / 2)

    def test_program_credits_an_invoice_dated_ahead(self):
        invoice = self.invoice(invoice_date="2090-01-01")
        made = self.env["account.note.api"].create_credit_note(
            {"invoice_ids": invoice.ids, "state": "posted", "date": "2026-03-10"}
        )
        self.assertEqual(len(made["notes"]), 1)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_origin_of_a_line_is_checked_like_the_header(self):
        foreign = self.invoice(partner_id=self.partner_b.id)
        note = self.note(self.invoice())
        note.invoice_line_ids.origin_move_id = foreign
        with self.refused("same partner"):
            note.action_post()
