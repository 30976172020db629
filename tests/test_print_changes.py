from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from .print_common import PrintCase


@tagged("post_install", "-at_install")
class TestPrintChanges(PrintCase):
    """In Poland a note says what was before the correction, and what is after it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reduced = cls.tax.copy({"name": "8 %", "amount": 8.0})

    def sold(self):
        return self.invoice(("Desk", 10, 100.0), ("Pen", 1, 2.0))

    def in_poland(self):
        """Move the company, once its documents are posted with taxes of its own."""
        self.env.company.account_fiscal_country_id = self.env.ref("base.pl")

    def correct(self, invoice, mode, day="2026-03-10", **values):
        window = self.window(invoice, correction_mode=mode, date=day)
        row = window.line_ids.filtered(lambda line: line.name == "Desk")
        row.write(values)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        return note

    def changes(self, note):
        """Return (quantity, net) before and after, by the names of the lines."""
        return {
            change.line.name: tuple(
                [(state.quantity, state.net) for state in states]
                for states in (change.before, change.after)
            )
            for change in note._note_get_changes()
        }

    def test_pieces_that_come_back(self):
        note = self.correct(self.sold(), "lines", quantity=4)
        self.assertEqual(
            self.changes(note), {"Desk": ([(10.0, 1000.0)], [(6.0, 600.0)])}
        )

    def test_another_price_is_that_of_the_pair(self):
        note = self.correct(self.sold(), "price", new_price=90.0)
        self.assertEqual(
            self.changes(note), {"Desk": ([(10.0, 1000.0)], [(10.0, 900.0)])}
        )

    def test_other_taxes(self):
        note = self.correct(
            self.sold(), "tax", new_tax_ids=[Command.set(self.reduced.ids)]
        )
        (change,) = note._note_get_changes()
        self.assertEqual(change.before, [((self.tax.id,), 10.0, 1000.0)])
        self.assertEqual(change.after, [((self.reduced.id,), 10.0, 1000.0)])
        self.in_poland()
        self.assertIn("8 %", self.html(note))

    def test_an_amount_names_no_line_and_stays_a_difference(self):
        invoice = self.invoice(("Desk", 10, 100.0))
        window = self.window(invoice, correction_mode="amount", date="2026-03-10")
        window.write({"amount_type": "fixed", "amount": 115.0})
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        self.assertEqual(self.changes(note), {})
        # The pieces stand at what they were sold for, less what the note took off
        self.in_poland()
        self.assertNotIn('name="note_changes"', self.html(note))

    def test_earlier_notes_count_and_later_ones_do_not(self):
        invoice = self.sold()
        first = self.correct(invoice, "lines", quantity=4)
        before = self.changes(first)
        second = self.correct(invoice, "lines", "2026-03-20", quantity=1)
        self.assertEqual(self.changes(first), before)
        self.assertEqual(
            self.changes(second), {"Desk": ([(6.0, 600.0)], [(5.0, 500.0)])}
        )

    def test_printed_with_nothing_left(self):
        note = self.credit(self.sold())
        self.in_poland()
        page = self.html(note)
        self.assertIn('name="note_changes"', page)
        for words in ("Before correction", "After correction", "Pen"):
            self.assertIn(words, page)
        desk, pen = note._note_print_changes()
        self.assertEqual(desk["after"][0]["quantity"], 0.0)
        self.assertEqual(desk["after"][0]["price"], desk["before"][0]["price"])
        self.assertEqual(pen["before"][0]["taxes"], self.tax.name)

    def test_other_countries_and_vendors_say_the_correction_alone(self):
        bill = self.credit(self.invoice(move_type="in_invoice"))
        note = self.credit(self.sold())
        self.assertFalse(note._note_print_changes())
        self.in_poland()
        self.assertFalse(bill._note_print_changes())
        self.assertTrue(note._note_print_changes())

    def test_number_of_the_authority_is_printed(self):
        note = self.credit(self.sold())
        model, number = self.registry["account.move"], "KSeF 5260000000-20260301-0A"
        with patch.object(model, "_note_get_authority_number", lambda move: number):
            self.assertIn(number, self.html(note))
