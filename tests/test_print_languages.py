from odoo.tests import tagged

from .print_common import PrintCase
from .sampling import sample

LANGUAGES = {
    "de_DE": ("Rechnungskorrektur", "Nachbelastung"),
    "es_ES": ("Factura rectificativa", "Nota de débito"),
    "fr_BE": ("Note de crédit", "Note de débit"),
    "fr_FR": ("Avoir", "Note de débit"),
    "hu_HU": ("Helyesbítő számla", "Terhelő helyesbítő számla"),
    "it_IT": ("Nota di credito", "Nota di debito"),
    "nl_NL": ("Creditnota", "Debetnota"),
    "pl_PL": ("Faktura korygująca", "Faktura korygująca zwiększająca"),
    "ro_RO": ("Notă de credit", "Notă de debit"),
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
        for code, (_credit, debit) in sample(LANGUAGES.items(), 3, "titles"):
            with self.subTest(code):
                self.partner_a.lang = code
                self.assertIn(debit, self.html(note))

    def test_every_language_has_its_word_for_a_credit_note(self):
        term = "Vendor Credit Note"
        note = self.credit(self.invoice(move_type="in_invoice"))
        for code, (credit, _debit) in LANGUAGES.items():
            with self.subTest(code):
                translated = note.with_context(lang=code)
                text = translated._get_note_title() or translated.env._(term)
                self.assertIn(credit.split()[0].casefold(), text.casefold())

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

    def test_a_page_of_another_language_is_english_as_a_whole(self):
        self.env["res.lang"]._activate_lang("cs_CZ")
        self.env.ref("base.module_account")._update_translations(["cs_CZ"])
        invoice = self.invoice()
        note = self.credit(invoice)
        self.partner_a.lang = "cs_CZ"
        page = self.html(note)
        self.assertIn("<strong>Credit Note Date</strong>", page)
        self.assertIn("<strong>Corrects</strong>", page)
        self.assertNotIn("Opravný", page)
        # Nothing of ours is on an invoice
        self.assertIn("Faktura", self.html(invoice))

    def test_a_language_is_spoken_by_its_family(self):
        moves = self.env["account.move"]
        for lang in ("en_GB", "fr_CA", "de_CH", "nl_BE", False):
            self.assertEqual(moves._note_get_spoken_lang(lang), lang)
        self.assertEqual(moves._note_get_spoken_lang("cs_CZ"), "en_US")

    def test_a_belgian_page_has_one_word_for_a_credit_note(self):
        self.env.ref("base.module_account")._update_translations(["fr_BE"])
        self.partner_a.lang = "fr_BE"
        note = self.credit(self.invoice())
        for page in (self.html(note), self.html(self.credit(self.invoice(), Desk=1))):
            self.assertIn("Note de crédit", page)
            self.assertNotIn("avoir", page.casefold())

    def test_title_and_page_have_one_word_for_a_credit_note(self):
        note = self.credit(self.invoice(("Desk", 4, 100.0)), Desk=1)
        for code, core in (("nl_NL", "creditfactuur"), ("ro_RO", "notă credit")):
            self.partner_a.lang = code
            page = self.html(note)
            self.assertIn(LANGUAGES[code][0], page)
            self.assertNotIn(core, page.casefold())

    def test_words_for_cents_are_of_the_language_or_none(self):
        notes = [self.credit(self.invoice(("Desk", 1, price))) for price in (100, 1.5)]
        for lang, has_words in (("hu_HU", False), ("de_DE", True)):
            self.env.ref("base.module_base")._update_translations([lang])
            self.assertEqual(
                [
                    bool(n.with_context(lang=lang)._note_get_print_words())
                    for n in notes
                ],
                [True, has_words],
            )

    def test_polish_and_hungarian_pages_are_of_their_own_words(self):
        note = self.credit(self.invoice(("Desk", 4, 100.0)), Desk=1)
        for lang, country, words in (
            ("pl_PL", "pl", ("Data wystawienia", "Przed korektą")),
            ("hu_HU", "hu", ("Kelt", "Beszámítva ebbe")),
        ):
            self.env.company.account_fiscal_country_id = self.env.ref(f"base.{country}")
            self.partner_a.lang = lang
            page = self.html(note)
            for word in (LANGUAGES[lang][0], *words):
                self.assertIn(word, page)
            for word in ("Corrects", "Credit Note", "Nota Kredytowa", "Jóváírás"):
                self.assertNotIn(word, page)
