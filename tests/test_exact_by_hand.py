from odoo import Command
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import ExactCase


@tagged("post_install", "-at_install")
class TestExactByHand(ExactCase):
    """What somebody types into notes is known to the next one, to the cent."""

    def take_all(self, invoice):
        """Take back what remains, as the preview says, and all of it."""
        self.env.invalidate_all()
        remaining = invoice.note_remaining_amount
        told = invoice._note_preview(Correction("full"))
        note = self.correct(invoice, "full")
        self.assertEqual(told["refusals"], [])
        self.assertEqual(told["total_amount"], note.amount_total)
        self.assertAlmostEqual(note.amount_total, remaining, 2)
        self.assert_nothing_left(invoice)
        return note

    def test_notes_that_name_no_line(self):
        for kind, use, rate, quantity, count in (
            ("out", "sale", 21.0, 10, 4),
            ("in", "purchase", 6.0, 3, 1),
        ):
            with self.subTest(kind):
                common = {"tax": self.new_tax(rate, use), "ref": f"Paper {rate}"}
                common["move_type"] = f"{kind}_invoice"
                invoice = self.invoice(("Pen", quantity, 10.03), **common)
                common["move_type"] = f"{kind}_refund"
                for number in range(count):
                    typed = {**common, "ref": f"Note {number}"}
                    typed["reversed_entry_id"] = invoice.id
                    self.invoice(("Broken", 1, 10.03), **typed)
                self.take_all(invoice)

    def without_taxes(self, quantity=1, **values):
        """Return an invoice, and a note on it whose taxes were taken off."""
        invoice = self.invoice(("Pen", 2, 100.0), tax=self.new_tax(21.0))
        values = {"quantity": quantity, "tax_ids": [Command.clear()], **values}
        self.by_hand(invoice, **values)
        return invoice

    def test_pieces_that_remain_after_a_note_without_taxes(self):
        invoice = self.without_taxes()
        note = self.rest(invoice)
        self.assertEqual(self.figures(note), (100.0, 42.0, 142.0))
        self.assert_nothing_left(invoice)

    def test_piece_by_piece_after_a_note_without_taxes(self):
        invoice = self.without_taxes()
        first, second = self.pieces(invoice, 2)
        self.assertEqual(self.figures(first), (100.0, 21.0, 121.0))
        self.assertEqual(self.figures(second), (0.0, 21.0, 21.0))
        self.assert_nothing_left(invoice)

    def test_piece_for_which_what_remains_would_not_do(self):
        invoice = self.without_taxes(price_unit=160.0)
        (first,) = self.pieces(invoice, 1)
        self.assertEqual(self.figures(first), (20.0, 21.0, 41.0))
        self.rest(invoice)
        self.assert_nothing_left(invoice)

    def test_all_after_a_note_without_taxes(self):
        self.take_all(self.without_taxes(price_unit=40.0))

    def less_tax(self, invoice, tax, amount):
        """Credit all of a document, with an amount of a tax that somebody typed."""
        note = self.correct(invoice, "full", post=False)
        line = note.line_ids.filtered(lambda each: each.tax_line_id == tax)
        term = note.line_ids.filtered(lambda each: each.display_type == "payment_term")
        change = abs(line.amount_currency) - amount
        sign = 1 if line.amount_currency > 0 else -1
        note.line_ids = [
            Command.update(line.id, {"amount_currency": sign * amount}),
            Command.update(
                term.id, {"amount_currency": term.amount_currency + sign * change}
            ),
        ]
        note.action_post()
        return note

    def test_tax_that_a_note_took_less_of(self):
        for kind, use in (("out_invoice", "sale"), ("in_invoice", "purchase")):
            for left in (5.0, 0.01):
                with self.subTest(kind, left=left):
                    tax = self.new_tax(21.0, use)
                    invoice = self.invoice(
                        ("Pen", 2, 50.0), move_type=kind, tax=tax, ref=f"{kind} {left}"
                    )
                    note = self.less_tax(invoice, tax, 21.0 - left)
                    self.assertEqual(self.figures(note)[2], 121.0 - left)
                    rest = self.take_all(invoice)
                    self.assertEqual(self.figures(rest), (0.0, left, left))

    def test_one_of_two_taxes_that_a_note_took_less_of(self):
        high, low = self.new_tax(21.0), self.new_tax(6.0)
        invoice = self.invoice(("Pen", 1, 100.0), ("Book", 1, 50.0), post=False)
        for line, tax in zip(invoice.invoice_line_ids, high | low, strict=True):
            line.tax_ids = tax
        invoice.action_post()
        self.less_tax(invoice, low, 2.0)
        rest = self.take_all(invoice)
        self.assertEqual(self.figures(rest), (0.0, 1.0, 1.0))
        self.assertEqual(rest.invoice_line_ids.tax_ids, low)
        self.assertEqual(rest.invoice_line_ids.name, low.name)
        with self.refused(invoice.name, "nothing remains to take back"):
            self.correct(invoice, "full")
