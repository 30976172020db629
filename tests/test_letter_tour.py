from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .letter_common import LetterCase


@tagged("post_install", "-at_install")
class TestLetterTour(LetterCase, HttpCase):
    def test_bookkeeper_sends_a_statement_from_the_customer(self):
        self.clerk("tour-letters")
        invoice = self.invoice(invoice_date=fields.Date.context_today(self.env.user))
        self.start_tour(
            f"/odoo/res.partner/{self.partner_a.id}",
            "account_note_send_statement",
            login="tour-letters",
        )
        message = self.partner_a.message_ids.filtered("attachment_ids")
        self.assertIn(
            invoice.name, " ".join(self.read_pages(message.attachment_ids.raw))
        )

    def test_bookkeeper_prints_a_letter_and_reloads_its_preview(self):
        self.clerk("tour-letters")
        today = fields.Date.context_today(self.env.user)
        last_month = fields.Date.to_string(today.replace(day=1) - timedelta(days=1))
        self.bill_and_note(invoice_date=last_month, applied_on=last_month)
        self.start_tour(
            f"/odoo/res.partner/{self.partner_a.id}",
            "account_note_letter_reload",
            login="tour-letters",
        )
