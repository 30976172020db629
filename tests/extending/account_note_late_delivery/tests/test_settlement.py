from odoo import Command
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tests.common import NoteCase


@tagged("post_install", "-at_install")
class TestSettlement(NoteCase):
    """A strategy, a column of letters, a link by which lines find their invoice."""

    def test_the_last_document_is_settled_first(self):
        first, last = self.invoice(tax=self.tax.browse()), self.invoice()
        self.goodwill(60.0)
        self.env.company.note_apply_strategy = "last_document"
        self.partner_a._note_apply_open_credits(self.env.company)
        self.assertRecordValues(
            first + last, [{"amount_residual": 100.0}, {"amount_residual": 55.0}]
        )

    def test_programs_choose_the_strategy(self):
        first, last = self.invoice(), self.invoice()
        credit = self.goodwill(60.0)
        applied = self.env["account.note.api"].apply_credit(
            {
                "credit_ids": credit.ids,
                "invoice_ids": (first + last).ids,
                "strategy": "last_document",
            }
        )
        self.assertEqual(applied["shares"][0]["invoice_id"], last.id)

    def test_letters_have_the_column(self):
        columns = self.env["account.note.letter.column"]._get_columns()
        self.assertIn("days_late", dict(columns))
        note = self.credit(self.invoice())
        note.button_draft()
        note.days_late = 3
        letter = self.env["account.note.letter"].new({})
        cells = letter._print_document(letter._describe(note))
        self.assertEqual(cells["days_late"], "3")

    def test_a_line_finds_the_line_that_it_replaces(self):
        invoice = self.invoice(("Desk", 2, 500.0))
        line = {
            "name": "Desk",
            "price_unit": 500.0,
            "replaced_line_id": invoice.invoice_line_ids.id,
        }
        note = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.partner_a.id,
                "invoice_date": "2026-03-10",
                "invoice_line_ids": [Command.create(line)],
            }
        )
        self.assertEqual(note.invoice_line_ids.origin_line_id, invoice.invoice_line_ids)
