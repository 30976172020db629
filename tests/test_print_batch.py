from odoo.tests import tagged

from .print_common import PrintCase


@tagged("post_install", "-at_install")
class TestPrintBatch(PrintCase):
    """Many notes are printed in one go, each by itself."""

    def statements(self, notes):
        """Return how many statements it takes to know what is printed on notes."""
        self.env.flush_all()
        self.env.invalidate_all()
        # Core asks for the payments of each document by itself
        notes.mapped("invoice_payments_widget")
        before = self.env.cr.sql_log_count
        for note in notes:
            note._prepare_note_print()
        return self.env.cr.sql_log_count - before

    def test_more_notes_take_no_more_statements(self):
        notes = self.env["account.move"]
        for _count in range(6):
            first, second = self.invoice(), self.invoice(("Desk", 3, 90.0))
            notes |= self.rebate(first, second)
            notes |= self.credit(second, Desk=1)
        self.statements(notes)
        self.assertEqual(self.statements(notes[:4]), self.statements(notes))

    def test_each_partner_reads_their_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["res.lang"]._activate_lang("de_DE")
        self.env.company.note_credit_text = "Adjust your tax."
        for lang, text in (("fr_FR", "Corrigez la TVA."), ("de_DE", "Vorsteuer!")):
            self.env.company.with_context(lang=lang).note_credit_text = text
        self.partner_a.lang, self.partner_b.lang = "fr_FR", "de_DE"
        english = self.partner_a.copy({"lang": "en_US"})
        partners = (self.partner_a, self.partner_b, english)
        notes = [self.credit(self.invoice(partner_id=each.id)) for each in partners]
        html = self.html(*notes)
        expected = (
            ("Cent Quinze", "10/03/2026", "Corrigez la TVA."),
            ("Einhundertfünfzehn", "10.03.2026", "Vorsteuer!"),
            ("One Hundred And Fifteen", "03/10/2026", "Adjust your tax."),
        )
        pages = html.split(' data-oe-model="account.move"')[1:]
        for page, parts in zip(pages, expected, strict=True):
            for part in parts:
                self.assertIn(part, page)

    def test_words_of_core_are_in_the_language_of_each_partner(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env.company.display_invoice_amount_total_words = True
        invoice = self.invoice()
        self.assertIn("Fifteen", invoice.amount_total_words)
        self.assertIn("Quinze", invoice.with_context(lang="fr_FR").amount_total_words)

    def test_mixed_documents_print_each_as_what_it_is(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        note, debit = self.credit(invoice, Desk=1), self.debit(invoice)
        text = self.pdf(invoice, note, debit)
        for part in (
            f"Invoice {invoice.name}",
            f"Credit Note {note.name}",
            f"Debit Note {debit.name}",
            f"Credit note {note.name} on 03/10/2026",
        ):
            self.assertIn(part, text)

    def test_every_layout_of_core(self):
        note = self.credit(self.invoice(("Desk", 2, 100.0)), Desk=1)
        layouts = self.env["report.layout"].search([])
        self.assertTrue(layouts)
        for layout in layouts:
            with self.subTest(layout=layout.name):
                self.env.company.external_report_layout_id = layout.view_id
                html = self.html(note)
                for block in ("origins", "line_origin", "words", "uses"):
                    self.assertEqual(html.count(f'name="note_{block}"'), 1)
