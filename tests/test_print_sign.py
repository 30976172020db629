from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from .print_common import PrintCase


@tagged("post_install", "-at_install")
class TestPrintSign(PrintCase):
    """In Spain and Poland a reduction is printed below zero."""

    def notes(self):
        """Return pieces that come back, another price, and an increase."""
        lines = ("Desk", 4, 100.0), ("Pen", 1, 2.0)
        invoice = self.invoice(*lines)
        window = self.window(self.invoice(*lines), correction_mode="price")
        window.line_ids.filtered(lambda line: line.name == "Desk").new_price = 90.0
        price = self.env["account.move"].browse(window.refund_moves()["res_id"])
        price.action_post()
        return self.credit(invoice, Desk=1), price, self.debit(invoice)

    def move_to(self, country):
        """Move the company, once its documents are posted with taxes of its own."""
        self.env.company.account_fiscal_country_id = self.env.ref(f"base.{country}")

    def row(self, note):
        """Return what is printed from the first line to the totals."""
        text = self.pdf(note)
        return text[text.index("Amount Desk") :].split(" Applied to ")[0]

    def test_reductions_are_below_zero(self):
        pieces, price, debit = self.notes()
        for country in ("es", "pl"):
            self.move_to(country)
            with self.subTest(country):
                text = self.row(pieces)
                for words in ("-1.00 100.00", "$ -100.00", "$ -15.00", "$ -115.00"):
                    self.assertIn(words, text)
                self.assertNotIn("$ 115.00", text)
                text = self.row(price)
                self.assertIn("-4.00 100.00 → 90.00", text)
                self.assertIn("$ -46.00", text)
                self.assertNotIn("$ -", self.row(debit))

    def test_what_the_credit_was_used_for_is_above_zero(self):
        pieces, *_others = self.notes()
        self.move_to("es")
        uses = self.pdf(pieces).split(" Applied to ")[1]
        self.assertIn("$ 115.00", uses)
        self.assertNotIn("-115", uses)

    def test_elsewhere_and_without_an_origin_the_title_says_it(self):
        pieces, *_others = self.notes()
        goodwill = self.goodwill()
        self.assertNotIn("$ -", self.pdf(pieces))
        self.move_to("es")
        self.assertNotIn("$ -", self.pdf(goodwill))

    def test_total_in_words_has_the_sign(self):
        pieces, *_others = self.notes()
        self.env.company.note_print_words = True
        self.assertNotIn("Minus", pieces.amount_total_words)
        self.move_to("pl")
        pieces.invalidate_recordset(["amount_total_words"])
        self.assertIn("Minus One Hundred", pieces.amount_total_words)
        self.assertIn("Minus One Hundred", self.pdf(pieces))
        # Its words are not made for numbers below zero
        self.env["res.lang"]._activate_lang("pl_PL")
        words = pieces.with_context(lang="pl_PL").amount_total_words
        self.assertEqual(words.split()[0], "Minus")

    def test_total_in_words_is_as_hungary_prints_it(self):
        pieces, _price, debit = self.notes()
        name = "l10n_hu_edi.report_invoice_document"
        model = self.registry["account.move"]
        with patch.object(model, "_get_name_invoice_report", lambda move: name):
            self.assertIn("Minus", pieces.amount_total_words)
            self.assertNotIn("Minus", debit.amount_total_words)

    def test_sections_are_below_zero(self):
        note = self.rebate(self.invoice(("Desk", 4, 100.0)), post=False)
        note.invoice_line_ids = [
            self.section("Shown", 101),
            self.piece(102),
            self.section("One", 103, collapse_composition=True),
            self.piece(104),
            self.section("Priceless", 105, collapse_prices=True),
            self.piece(106),
        ]
        self.move_to("es")
        text = self.pdf(note)
        for words in ("Shown $ -5.00", "Pen -1.00 5.00", "One 1.00 -5.00", "Pen -1.00"):
            self.assertIn(words, text)
        self.assertIn("Priceless 15% $ -5.00", text)

    def section(self, name, sequence, **values):
        values = {"display_type": "line_section", "name": name, **values}
        return Command.create({"sequence": sequence, **values})

    def piece(self, sequence):
        values = {"name": "Pen", "quantity": 1, "price_unit": 5.0}
        values["tax_ids"] = [Command.set(self.tax.ids)]
        return Command.create({"sequence": sequence, **values})
