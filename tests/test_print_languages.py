from odoo.tests import tagged

from .print_common import PrintCase

LANGUAGES = {
    "de_DE": ("Rechnungskorrektur", "Nachbelastung"),
    "es_ES": ("Factura rectificativa", "Nota de débito"),
    "fr_FR": ("Avoir", "Note de débit"),
    "it_IT": ("Nota di credito", "Nota di debito"),
    "nl_NL": ("Creditnota", "Debetnota"),
    "ro_RO": ("Notă de creditare", "Notă de debitare"),
}


@tagged("post_install", "-at_install")
class TestPrintLanguages(PrintCase):
    """Notes are printed in the language of the partner, with that country's words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in LANGUAGES:
            cls.env["res.lang"]._activate_lang(code)
        cls.env.ref("base.module_account_credit_debit_note")._update_translations(
            list(LANGUAGES)
        )

    def test_every_language_has_its_title_of_a_debit_note(self):
        note = self.debit(self.invoice())
        for code, (_credit, debit) in LANGUAGES.items():
            with self.subTest(code):
                self.partner_a.lang = code
                self.assertIn(debit, self.html(note))

    def test_every_language_has_its_word_for_a_credit_note(self):
        term = "Vendor Credit Note"
        note = self.credit(self.invoice(move_type="in_invoice"))
        for code, (credit, _debit) in LANGUAGES.items():
            with self.subTest(code):
                text = note.with_context(lang=code).env._(term)
                self.assertIn(credit.split()[-1].casefold(), text.casefold())

    def test_no_german_note_is_called_gutschrift(self):
        self.partner_a.lang = "de_DE"
        for move_type in ("out_invoice", "in_invoice"):
            note = self.credit(self.invoice(move_type=move_type), post=False)
            pages = [self.html(note)]
            note.action_post()
            pages += [self.html(note), self.html(note, proforma_invoice=True)]
            note.button_draft()
            note.button_cancel()
            pages.append(self.html(note))
            for page in pages:
                self.assertIn("Rechnungskorrektur", page)
                self.assertNotIn("gutschrift", page.casefold())

    def test_a_german_date_is_that_of_the_correction(self):
        self.partner_a.lang = "de_DE"
        page = self.html(self.credit(self.invoice()))
        self.assertIn("<strong>Datum der Rechnungskorrektur</strong>", page)

    def test_other_languages_keep_the_title_of_core(self):
        note = self.credit(self.invoice())
        self.assertFalse(note.with_context(lang="fr_FR")._get_note_title())
