from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import NoteCase

DOCUMENTS = (
    ("out_invoice", "2026-03-01"),
    ("in_invoice", "2026-04-30"),
    ("in_refund", "2026-01-15"),
    ("out_refund", "2026-05-31"),
)


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install")
class TestCreateMany(NoteCase):
    """Documents of all kinds that one call creates, as demo data of a chart does."""

    def assert_created(self):
        line = {"name": "Desk", "price_unit": 100.0}
        moves = self.env["account.move"].create(
            [
                {
                    "move_type": move_type,
                    "partner_id": self.partner_a.id,
                    "invoice_date": day,
                    "invoice_line_ids": [Command.create(line)],
                }
                for move_type, day in DOCUMENTS
            ]
        )
        # The dates of sales are those of the documents; bills are booked by month
        dates = ["2026-03-01", "2026-04-30", "2026-01-31", "2026-05-31"]
        self.assertEqual([str(move.date) for move in moves], dates)
        moves.action_post()
        self.assertEqual(len(set(moves.mapped("name"))), len(moves))

    def test_numbered_in_series(self):
        self.assert_created()

    def test_numbered_after_documents(self):
        journals = (
            self.company_data["default_journal_sale"],
            self.company_data["default_journal_purchase"],
        )
        self.env["account.journal"].union(*journals).note_numbering = "origin"
        self.assert_created()
