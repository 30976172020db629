from odoo import Command
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestNegativeAmounts(NoteCase):
    """By journal: credit notes book negative amounts on the invoice's own side."""

    def set_scene(self):
        self.journal = self.company_data["default_journal_sale"]

    def sides(self, move):
        """Return (debit, credit) of the receivable, product and tax lines."""
        order = ("payment_term", "product", "tax")
        lines = move.line_ids.sorted(lambda line: order.index(line.display_type))
        return [(line.debit, line.credit) for line in lines]

    def test_a_credit_note_of_800_with_the_setting_off(self):
        self.journal.note_negative = "never"
        note = self.goodwill(800.0)
        self.assertEqual(note.currency_id.name, "USD")
        self.assertEqual(self.sides(note), [(0.0, 800.0), (800.0, 0.0)])

    def test_a_credit_note_of_800_with_the_setting_on(self):
        self.journal.note_negative = "always"
        note = self.goodwill(800.0)
        self.assertEqual(self.sides(note), [(-800.0, 0.0), (0.0, -800.0)])
        self.assertEqual(note.amount_total, 800.0)

    def test_an_invoice_of_minus_800_becomes_a_credit_note_with_the_setting_on(self):
        self.journal.note_negative = "always"
        invoice = self.invoice(("Desk", 1, -800.0), tax=self.env["account.tax"])
        self.assertEqual(invoice.move_type, "out_refund")
        self.assertEqual(invoice.amount_total, 800.0)
        self.assertEqual(self.sides(invoice), [(-800.0, 0.0), (0.0, -800.0)])
        self.assertIn("800.00", "".join(invoice.message_ids.mapped("body")))

    def test_an_invoice_of_minus_800_is_refused_with_the_setting_off(self):
        invoice = self.invoice(("Desk", 1, -800.0), post=False)
        with self.refused("920.00", self.journal.display_name, "credit note"):
            invoice.action_post()
        self.assertEqual(invoice.move_type, "out_invoice")
        self.assertEqual(invoice.state, "draft")

    def test_all_lines_of_a_reversal_stand_on_one_side(self):
        for company, journal in (
            (True, "company"),
            (False, "always"),
            (True, "always"),
        ):
            with self.subTest(company=company, journal=journal):
                self.env.company.account_storno = company
                self.journal.note_negative = journal
                note = self.credit(self.invoice())
                self.assertEqual(
                    self.sides(note), [(-115.0, 0.0), (0.0, -100.0), (0.0, -15.0)]
                )
                self.assertEqual(note.payment_state, "paid")

    def test_a_journal_can_stay_out_of_the_companys_storno(self):
        self.env.company.account_storno = True
        self.journal.note_negative = "never"
        for note in (self.credit(self.invoice()), self.credit(self.invoice(), Desk=1)):
            self.assertEqual(
                self.sides(note), [(0.0, 115.0), (100.0, 0.0), (15.0, 0.0)]
            )

    def test_partial_notes_and_discounts_stand_on_one_side(self):
        self.journal.note_negative = "always"
        note = self.invoice(
            ("Desk", 1, 100.0), ("Discount", 1, -10.0), move_type="out_refund"
        )
        self.assertTrue(all(note.line_ids.mapped("is_storno")))
        self.assertEqual(sum(note.line_ids.mapped("balance")), 0.0)
        partial = self.credit(self.invoice(("Desk", 5, 10.0)), Desk=2)
        self.assertEqual(self.sides(partial), [(-23.0, 0.0), (0.0, -20.0), (0.0, -3.0)])

    def test_a_draft_follows_the_setting_when_it_is_posted(self):
        note = self.invoice(move_type="out_refund", post=False)
        self.journal.note_negative = "always"
        note.action_post()
        self.assertEqual(self.sides(note)[0], (-115.0, 0.0))

    def test_a_posted_note_keeps_its_sides(self):
        note = self.invoice(move_type="out_refund")
        self.journal.note_negative = "always"
        note.ref = "Later"
        self.assertEqual(self.sides(note)[0], (0.0, 115.0))

    def test_vendor_notes_follow_their_own_journal(self):
        self.journal.note_negative = "always"
        note = self.goodwill(800.0, move_type="in_refund")
        self.assertEqual(self.sides(note), [(800.0, 0.0), (0.0, 800.0)])
        self.company_data["default_journal_purchase"].note_negative = "always"
        note = self.goodwill(800.0, move_type="in_refund")
        self.assertEqual(self.sides(note), [(0.0, -800.0), (-800.0, 0.0)])

    def test_a_credit_note_below_zero_is_refused_in_any_journal(self):
        for setting in ("always", "never"):
            self.journal.note_negative = setting
            note = self.invoice(("Desk", 1, -10.0), move_type="out_refund", post=False)
            with self.subTest(setting), self.refused("11.50", "above zero"):
                note.action_post()

    def test_an_invoice_that_was_posted_before_stays_an_invoice(self):
        self.journal.note_negative = "always"
        invoice = self.invoice()
        invoice.button_draft()
        invoice.invoice_line_ids = [
            Command.update(invoice.invoice_line_ids.id, {"price_unit": -100.0})
        ]
        with self.refused(invoice.name, "115.00"):
            invoice.action_post()
