from odoo import Command
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestTaxCorrection(NoteCase):
    def set_scene(self):
        self.reduced = self.percent_tax(7)

    def correct_tax(self, move, taxes, post=True):
        window = self.window(move, correction_mode="tax")
        window.line_ids.new_tax_ids = taxes
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        if post:
            note.action_post()
        return note

    def test_tax_is_corrected_and_the_net_stays(self):
        invoice = self.invoice(("Desk", 2, 50.0))
        note = self.correct_tax(invoice, self.reduced)
        self.assertEqual((note.amount_untaxed, note.amount_tax), (0.0, 8.0))
        self.assertEqual(invoice.amount_residual, 107.0)

    def test_both_taxes_are_in_the_tax_report_with_their_base(self):
        note = self.correct_tax(self.invoice(), self.reduced)
        bases = {
            line.tax_line_id: line.tax_base_amount
            for line in note.line_ids.filtered("tax_line_id")
        }
        self.assertEqual(set(bases), {self.tax, self.reduced})
        self.assertEqual({abs(base) for base in bases.values()}, {100.0})

    def test_exemption_takes_the_whole_tax_back(self):
        note = self.correct_tax(self.invoice(), self.env["account.tax"])
        self.assertEqual(note.amount_total, 15.0)

    def test_tax_included_in_the_price_leaves_the_net_alone(self):
        wrong = self.percent_tax(21, price_include_override="tax_included")
        right = self.percent_tax(6, price_include_override="tax_included")
        invoice = self.invoice(("Book", 3, 12.10), tax=wrong)
        note = self.correct_tax(invoice, right)
        self.assertEqual((note.amount_untaxed, note.amount_tax), (0.0, 4.5))

    def test_returns_afterwards_take_the_right_tax(self):
        invoice = self.invoice(("Desk", 2, 50.0))
        self.correct_tax(invoice, self.reduced)
        note = self.credit(invoice, Desk=2)
        self.assertEqual(note.amount_total, 107.0)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_quantity_stays_to_be_credited(self):
        invoice = self.invoice(("Desk", 2, 50.0))
        self.correct_tax(invoice, self.reduced)
        row = self.window(invoice, correction_mode="lines").line_ids
        self.assertEqual((row.remaining_quantity, row.price), (2, 50.0))

    def test_higher_tax_asks_for_a_debit_note(self):
        invoice = self.invoice()
        with self.refused(invoice.name, "debit note"):
            self.correct_tax(invoice, self.percent_tax(20))

    def test_unchanged_taxes_are_refused(self):
        with self.refused("at least one of its lines"):
            self.correct_tax(self.invoice(), self.tax)


@tagged("post_install", "-at_install")
class TestEarlierTaxCorrections(NoteCase):
    """Version 19.0.1 took the net of a line back by one piece, and put it anew."""

    def set_scene(self):
        self.low = self.percent_tax(7)
        self.sold = self.invoice(("Desk", 2, 50.0))
        self.note = self.retaxed_before(self.sold.invoice_line_ids, self.low)

    def retaxed_before(self, line, taxes):
        rows = [
            {
                "name": line.name,
                "quantity": quantity,
                "price_unit": line.price_subtotal,
                "tax_ids": [Command.set(found.ids)],
                "origin_line_id": line.id,
                "correction_mode": "tax",
            }
            for quantity, found in ((1, line.tax_ids), (-1, taxes))
        ]
        note = self.invoice(
            move_type="out_refund",
            reversed_entry_id=line.move_id.id,
            invoice_line_ids=[Command.create(row) for row in rows],
        )
        self.assertEqual((note.amount_untaxed, note.amount_tax), (0.0, 8.0))
        return note

    def layers(self, invoice):
        (found,) = self.env["account.note.api"].get_creditable(invoice.ids)
        return [
            (layer["quantity"], layer["price_unit"], layer["tax_ids"])
            for layer in found["lines"][0]["layers"]
        ]

    def test_pieces_stand_at_the_right_taxes(self):
        self.assertEqual(self.layers(self.sold), [(2.0, 50.0, self.low.ids)])
        row = self.window(self.sold, correction_mode="lines").line_ids
        self.assertEqual(row.remaining_quantity, 2)
        self.assertEqual((row.price, row.tax_ids), (50.0, self.low))

    def test_return_and_rest_are_at_the_right_taxes(self):
        self.assertEqual(self.credit(self.sold, Desk=1).amount_total, 53.5)
        rest = self.credit(self.sold)
        self.assertEqual((rest.amount_untaxed, rest.amount_tax), (50.0, 3.5))
        self.assertEqual(self.sold.payment_state, "reversed")
        self.assertEqual(self.sold.note_remaining_amount, 0.0)

    def test_no_more_comes_back_than_stands(self):
        with self.refused(self.sold.name):
            self.credit(self.sold, Desk=3)

    def test_taxes_are_corrected_once_more(self):
        window = self.window(self.sold, correction_mode="tax")
        window.line_ids.new_tax_ids = self.env["account.tax"]
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        self.assertEqual(note.amount_total, 7.0)
        self.assertEqual(self.layers(self.sold), [(2.0, 50.0, [])])

    def test_its_reversal_gives_the_former_taxes_back(self):
        undone = self.note._reverse_moves([{"invoice_date": "2026-03-11"}])
        undone.action_post()
        self.assertEqual(self.layers(self.sold), [(2.0, 50.0, self.tax.ids)])
