from odoo import Command
from odoo.tests import tagged

from .exact_common import ExactCase


@tagged("post_install", "-at_install")
class TestEarlierAmounts(ExactCase):
    """A rebate over the whole invoice, and then a correction of its lines."""

    def rebated(self):
        """Return an invoice at 21 % with 9.99 taken off, and a tax of 9 %."""
        invoice = self.invoice(
            ("Desk", 7, 10.03), ("Lamp", 3, 1.11), tax=self.new_tax(21.0)
        )
        self.correct(invoice, "amount", amount=9.99)
        return invoice, self.new_tax(9.0)

    def test_rebate_moves_to_the_right_taxes_with_the_pieces(self):
        invoice, right = self.rebated()
        note = self.retax(invoice, right)
        # Of 70.21 some 7.89 were taken off: 12 % of the rest
        self.assertEqual(self.figures(note), (0.0, 7.48, 7.48))
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_other_taxes_of_all_lines(self):
        invoice, right = self.rebated()
        row = {"new_tax_ids": [Command.set(right.ids)]}
        note = self.correct(invoice, "tax", rows={0: row, 1: row})
        self.assertEqual(self.figures(note), (0.0, 7.83, 7.83))
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_price_of_nothing_gives_back_what_was_left(self):
        invoice, _right = self.rebated()
        note = self.reprice(invoice, 0.0)
        self.assertEqual(self.figures(note), (62.32, 13.09, 75.41))
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_lower_price_leaves_the_rebate_as_long_as_more_stands(self):
        invoice, _right = self.rebated()
        note = self.reprice(invoice, 9.0)
        self.assertEqual(self.figures(note), (7.21, 1.51, 8.72))
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_preview_of_other_taxes_is_the_note(self):
        invoice, right = self.rebated()
        line = invoice.invoice_line_ids[0]
        request = {
            "invoice_ids": invoice.ids,
            "mode": "tax",
            "lines": [{"line_id": line.id, "tax_ids": right.ids}],
            "date": "2026-03-10",
        }
        api = self.env["account.note.api"]
        (preview,) = api.preview_correction({**request, "side": "credit"})["previews"]
        (note,) = api.create_credit_note({**request, "state": "posted"})["notes"]
        self.assertEqual(preview["refusals"], [])
        self.assertEqual(preview["total_amount"], note["amount_total"])

    def test_higher_taxes_of_a_debit_note_leave_out_the_rebate(self):
        invoice, _right = self.rebated()
        higher = self.new_tax(25.0)
        row = {"new_tax_ids": [Command.set(higher.ids)]}
        note = self.charge(invoice, "tax", rows={0: row})
        self.assertEqual(self.figures(note), (0.0, 2.49, 2.49))

    def test_goodwill_without_taxes_stays_where_it_is(self):
        invoice = self.invoice(
            ("Desk", 7, 10.03), ("Lamp", 3, 1.11), tax=self.new_tax(21.0)
        )
        self.correct(invoice, "amount", amount=9.99, is_net_of_tax=True)
        note = self.retax(invoice, self.new_tax(9.0))
        self.assertEqual(self.figures(note), (0.0, 8.42, 8.42))
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)
