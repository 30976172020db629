from lxml import html

from odoo import fields
from odoo.tests import tagged

from .letter_common import REPORT, LetterCase


@tagged("post_install", "-at_install")
class TestLetterPrint(LetterCase):
    """Letters and statements on paper."""

    def test_each_letter_has_pages_of_its_own(self):
        names = [
            [move.name for move in self.bill_and_note(partner=partner)]
            for partner in self.partner_a | self.partner_b
        ]
        self.env.company.note_letter_opening = "<p>Some words</p>" * 60
        pages = self.pages(self.letter())
        self.assertGreater(len(pages), 3)
        half = len(pages) // 2
        for own, other, letter in (
            (*names, pages[:half]),
            (*reversed(names), pages[half:]),
        ):
            for number, page in enumerate(letter, 1):
                self.assertIn(f"Page {number} / {half}", page)
                self.assertIn(self.env.company.name, page)
            text = " ".join(letter)
            for name in own:
                self.assertIn(name, text)
            for name in other:
                self.assertNotIn(name, text)

    def test_two_currencies_on_one_letter(self):
        self.bill_and_note()
        euro = self.setup_other_currency("EUR")
        self.bill_and_note(currency_id=euro.id, price=200.0)
        [page] = self.pages(self.letter(self.partner_a))
        self.assertIn("Total USD $ 100.00 $ 0.00 $ -40.00 $ 60.00", page)
        self.assertIn("Total EUR 200.00 € 0.00 € -40.00 € 160.00 €", page)

    def test_partner_reads_its_own_language(self):
        self.partner_a.lang = "fr_FR"
        self.bill_and_note()
        company = self.env.company
        company.note_letter_opening = "<p>Good news</p>"
        company.update_field_translations(
            "note_letter_opening", {"fr_FR": {"Good news": "Bonne nouvelle"}}
        )
        self.bill_and_note(partner=self.partner_b)
        french, english = self.pages(self.letter())
        self.assertIn("Bonne nouvelle", french)
        self.assertIn("01/03/2026", french)
        self.assertIn("$ 60,00", french)
        self.assertIn("Good news", english)

    def test_texts_of_the_company_stand_around_the_table(self):
        self.env.company.write(
            {
                "note_letter_opening": "<p>Opening words</p>",
                "note_letter_closing": "<p>Closing words</p>",
                "note_letter_signature": "<p>Mary Clerk</p>",
                "note_statement_opening": "<p>Statement words</p>",
            }
        )
        self.bill_and_note()
        [page] = self.pages(self.letter(self.partner_a))
        places = [
            page.index(text)
            for text in ("Opening words", "RINV/", "Closing words", "Mary Clerk")
        ]
        self.assertEqual(places, sorted(places))
        [page] = self.pages(self.statement(self.partner_a))
        self.assertIn("Statement words", page)
        self.assertNotIn("Opening words", page)
        self.assertIn("Mary Clerk", page)

    def test_every_row_has_all_cells(self):
        self.bill_and_note()
        for window in (self.letter(self.partner_a), self.statement(self.partner_a)):
            for table in self.tree(window).xpath("//table[thead]"):
                [head] = table.xpath("thead/tr[last()]")
                rows = table.xpath(".//tr[not(.//table)][not(parent::thead)]")
                self.assertTrue(rows)
                self.assertEqual({len(row) for row in rows}, {len(head)})

    def tree(self, window):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(
            REPORT, window._make_rows().ids
        )
        return html.fromstring(content)

    def test_the_letter_goes_to_the_contact_that_gets_invoices(self):
        self.env["res.partner"].create(
            {
                "name": "Accounts Payable",
                "type": "invoice",
                "parent_id": self.partner_a.id,
                "street": "9 Ledger Lane",
            }
        )
        self.bill_and_note()
        self.assertIn("9 Ledger Lane", self.pages(self.letter(self.partner_a))[0])

    def test_statement(self):
        invoice, note = self.bill_and_note()
        [page] = self.pages(self.statement(self.partner_a))
        self.assertIn("As of 03/31/2026", page)
        self.assertIn(f"{invoice.name} 03/01/2026 03/01/2026 $ 100.00 $ -40.00", page)
        today = fields.Date.context_today(self.env.user).strftime("%m/%d/%Y")
        self.assertIn(f"Date: {today}", page)
        self.assertIn(f"Credit note {note.name} 03/15/2026 $ -40.00", page)
        self.assertIn("Over 90 days $ 0.00 $ 60.00 $ 0.00 $ 0.00 $ 0.00", page)

    def test_an_open_credit_is_named_as_one(self):
        note = self.goodwill(20.0)
        [page] = self.pages(self.statement(self.partner_a))
        self.assertIn(f"Credit note {note.name}", page)

    def test_where_to_pay(self):
        bank = self.env["res.partner.bank"].create(
            {
                "partner_id": self.env.company.partner_id.id,
                "acc_number": "BE68539007547034",
                "allow_out_payment": True,
            }
        )
        self.bill_and_note()
        self.goodwill(10.0, partner_id=self.partner_b.id)
        to_pay, credit = self.pages(self.statement())
        self.assertIn(f"Please pay to: {bank.acc_number}", to_pay)
        self.assertNotIn("Please pay to", credit)
        self.assertIn(bank.acc_number, self.pages(self.letter(self.partner_a))[0])

    def test_a_document_stays_with_what_was_applied_to_it(self):
        invoice, note = self.bill_and_note()
        self.bill_and_note()
        for window in (self.letter(self.partner_a), self.statement(self.partner_a)):
            groups = self.tree(window).xpath("//table[@name='group']")
            self.assertEqual([len(group[0]) for group in groups], [2, 2, 1])
            text = groups[0].text_content()
            self.assertIn(invoice.name, text)
            self.assertIn(note.name, text)
            [around] = groups[0].xpath("../..")
            self.assertIn("page-break-inside: avoid", around.get("style"))

    def test_other_document_layouts(self):
        self.bill_and_note()
        for name in ("striped", "boxed"):
            with self.subTest(name):
                self.env.company.external_report_layout_id = self.env.ref(
                    f"web.external_layout_{name}"
                )
                [page] = self.pages(self.letter(self.partner_a))
                self.assertIn("Applied Credit Notes", page)
                self.assertIn("Page 1 / 1", page)
