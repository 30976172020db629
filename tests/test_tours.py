from odoo.tests import HttpCase, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestTours(NoteCase, HttpCase):
    def test_bookkeeper_credits_two_of_five_chairs(self):
        self.clerk("tour-clerk")
        invoice = self.invoice(("Desk", 1, 500.0), ("Chair", 5, 70.0))
        self.start_tour(
            f"/odoo/account.move/{invoice.id}",
            "account_note_partial_credit",
            login="tour-clerk",
        )
        self.assertRecordValues(
            invoice.credit_note_ids,
            [{"state": "posted", "amount_untaxed": 140.0}],
        )
