from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestTaxCorrection(NoteCase):
    def setUp(self):
        super().setUp()
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
