from unittest.mock import patch

from odoo.tests import tagged

from .print_common import PrintCase


@tagged("post_install", "-at_install")
class TestPrint(PrintCase):
    """What a printed note says, block by block."""

    def block(self, note, name):
        """Return the text of a block of a printed note, or None."""
        html = self.html(note)
        if f'name="{name}"' not in html:
            return None
        return html.split(f'name="{name}"')[1]

    def test_note_prints_number_and_date_of_its_origin(self):
        invoice = self.invoice()
        text = self.pdf(self.credit(invoice))
        self.assertIn(f"Corrects {invoice.name} of 03/01/2026", text)

    def test_note_prints_its_reason_once(self):
        window = self.window(self.invoice(), reason="Desk leg broken")
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        self.assertEqual(self.html(note).count("Desk leg broken"), 1)

    def test_only_what_is_paid_has_terms_of_payment(self):
        term = self.halves
        term.note = "Pay within two months"
        invoice = self.invoice(invoice_payment_term_id=term.id)
        self.assertIn("Pay within two months", self.html(invoice))
        note = self.goodwill(invoice_payment_term_id=term.id)
        self.assertNotIn("Pay within two months", self.html(note))

    def test_reference_of_the_customer_is_still_printed(self):
        note = self.credit(self.invoice(), post=False)
        note.ref = "Your claim 4711"
        note.action_post()
        self.assertIn("Your claim 4711", self.html(note))

    def test_invoice_prints_nothing_about_corrections(self):
        html = self.html(self.invoice())
        self.assertNotIn("Corrects", html)
        self.assertNotIn('name="note_', html)

    def test_external_origin_is_printed_like_any_other(self):
        note = self.goodwill(
            external_origin_number="OLD-7", external_origin_date="2025-12-01"
        )
        self.assertIn("Corrects OLD-7 of 12/01/2025", self.pdf(note))

    def test_vendors_document_is_named_by_the_vendors_number(self):
        bill = self.invoice(
            ("Paper", 3, 9.0), move_type="in_invoice", ref="4711", tax=self.tax[:0]
        )
        text = self.pdf(self.credit(bill, Paper=1))
        self.assertIn(f"Corrects 4711 (our number {bill.name}) of 03/01/2026", text)
        self.assertIn("Line 1 of 4711", text)

    def test_vendors_note_has_no_number_of_the_vendor(self):
        note = self.credit(self.invoice(move_type="in_invoice", ref="4711"))
        self.assertIn("Reversal of", note.ref)
        self.assertEqual(note._note_get_print_number(), note.name)

    def test_several_origins_with_the_amount_of_each(self):
        first, second = self.invoice(), self.invoice()
        note = self.rebate(first, second)
        table = self.pdf(note)
        self.assertIn("Corrects Date Amount", table)
        for origin in first | second:
            self.assertIn(f"{origin.name} 03/01/2026 $ 11.50", table)

    def test_many_origins_are_printed_once_in_few_rows(self):
        invoices = [self.invoice() for _ in range(8)]
        note = self.rebate(*invoices, post=False)
        for line in note.invoice_line_ids:
            line.name = f"Rebate on {line.origin_move_id.name}"
        note.action_post()
        html = self.html(note)
        for invoice in invoices:
            self.assertEqual(html.count(f">{invoice.name}<"), 1)
        self.assertIsNone(self.block(note, "note_line_origin"))
        table = html.split('name="note_origins"')[1].split("</table>")[0]
        self.assertEqual(table.count("<tr"), 1 + 3)
        [row] = note._prepare_note_print_uses()
        self.assertEqual((row["name"], row["amount"]), ("8 corrected documents", 92.0))

    def test_lines_of_a_note_on_many_documents_are_low(self):
        invoices = [self.invoice() for _ in range(6)]
        low, name = 'small d-inline ms-2">INV', 'name="note_line_origin"'
        for count, low_ones in ((6, 6), (5, 0)):
            page = self.html(self.rebate(*invoices[:count]))
            self.assertEqual(page.count(name), count)
            self.assertEqual(page.count(low), low_ones)

    def test_numbers_of_authorities_have_a_row_of_their_own(self):
        note = self.rebate(*[self.invoice() for _ in range(6)])
        table = self.block(note, "note_origins").split("</table>")[0]
        self.assertEqual(table.count("<tr"), 1 + 2)
        moves, name = self.registry["account.move"], "_note_get_authority_number"
        with patch.object(moves, name, lambda move: f"KSeF {move.name}"):
            table = self.block(note, "note_origins").split("</table>")[0]
        self.assertEqual(table.count("<tr"), 1 + 6)
        self.assertIn("KSeF INV/", table)

    def test_what_corrects_no_document_is_a_row_of_its_own(self):
        first, second = self.invoice(), self.invoice()
        note = self.rebate(first, second, first, post=False)
        note.invoice_line_ids[2].origin_move_id = False
        note.action_post()
        self.assertIn("Without a document $ 11.50", self.pdf(note))

    def test_lines_of_a_partial_note_name_the_line_they_correct(self):
        invoice = self.invoice(("Desk", 2, 100.0), ("Chair", 4, 20.0))
        note = self.credit(invoice, Chair=1)
        self.assertIn(f"Chair Line 2 of {invoice.name}", self.pdf(note))

    def test_lines_of_a_whole_note_name_nothing(self):
        note = self.credit(self.invoice(("Desk", 2, 100.0), ("Chair", 4, 20.0)))
        self.assertIsNone(self.block(note, "note_line_origin"))

    def test_lines_of_several_origins_name_their_document(self):
        first, second = self.invoice(), self.invoice()
        text = self.pdf(self.rebate(first, second))
        self.assertIn(f"Rebate {first.name}", text)
        self.assertIn(f"Rebate {second.name}", text)

    def test_amount_in_words(self):
        note = self.credit(self.invoice())
        self.assertIn(
            "Total amount in words: One Hundred And Fifteen Dollars", self.pdf(note)
        )

    def test_amount_in_words_where_core_prints_it_too(self):
        self.env.company.display_invoice_amount_total_words = True
        html = self.html(self.credit(self.invoice()))
        self.assertEqual(html.count("One Hundred And Fifteen Dollars"), 1)

    def test_rate_that_was_taken_over(self):
        currency = self.setup_other_currency(
            "EUR", rates=[("2026-01-01", 2.0), ("2026-03-05", 4.0)]
        )
        note = self.credit(self.invoice(currency_id=currency.id))
        self.assertIn("Exchange Rate 1 USD = 2 EUR, as of 03/01/2026", self.pdf(note))

    def test_rate_of_its_own_is_not_printed(self):
        currency = self.setup_other_currency(
            "EUR", rates=[("2026-01-01", 2.0), ("2026-03-05", 4.0)]
        )
        self.env.company.note_rate = "date"
        note = self.credit(self.invoice(currency_id=currency.id))
        self.assertIsNone(self.block(note, "note_rate"))

    def test_what_the_credit_was_used_for_and_what_is_left(self):
        invoice, other = self.invoice(), self.invoice(("Desk", 1, 50.0))
        note = self.rebate(invoice, other, other, post=False)
        note.invoice_line_ids[2].origin_move_id = False
        note.action_post()
        text = self.pdf(note)
        self.assertIn("Applied to Date Amount", text)
        self.assertIn(f"{invoice.name} 03/12/2026 $ 11.50", text)
        self.assertIn("Remaining credit $ 11.50", text)
        self.assertNotIn("Amount Due", text)

    def test_unused_credit_prints_no_use(self):
        self.assertIsNone(self.block(self.goodwill(), "note_uses"))

    def test_printed_without_payments(self):
        html = self.html(self.credit(self.invoice()), report="account.report_invoice")
        self.assertNotIn('name="note_uses"', html)

    def test_instalments_of_one_invoice_are_one_row(self):
        invoice = self.invoice(invoice_payment_term_id=self.halves.id)
        note = self.credit(invoice)
        [row] = note._prepare_note_print_uses()
        self.assertEqual(row["amount"], 115.0)
        self.assertEqual(row["name"], invoice.name)

    def test_money_paid_out_is_a_payment(self):
        note = self.goodwill()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=note.ids
        ).create({"amount": 30.0, "payment_date": "2026-03-20"})._create_payments()
        [row] = note._prepare_note_print_uses()
        self.assertEqual((row["name"], row["amount"]), ("Payment", 30.0))


@tagged("post_install", "-at_install")
class TestSentencesOfCountries(PrintCase):
    """What the law of a country wants on a credit note is printed by itself."""

    def sentences(self, country, note, lang="en_US"):
        self.env["res.lang"]._activate_lang(lang)
        self.env.company.account_fiscal_country_id = self.env.ref(f"base.{country}")
        return note.with_context(lang=lang)._note_get_print_sentences()

    def test_belgian_credit_note_gives_the_vat_back(self):
        note = self.credit(self.invoice())
        for lang, word in (
            ("fr_BE", "déduction"),
            ("nl_BE", "aftrek"),
            ("de_DE", "Abzug"),
        ):
            [sentence] = self.sentences("be", note, lang)
            self.assertIn(word, sentence)
        self.assertIn("déduction", self.html(note))

    def test_it_is_in_the_electronic_document_too(self):
        note = self.credit(self.invoice())
        self.sentences("be", note, "nl_BE")
        text = note.with_context(lang="nl_BE")._get_electronic_note_text()
        self.assertIn("aftrek", text)

    def test_romanian_credit_note_says_that_its_amounts_are_negative(self):
        bare = self.invoice(tax=self.env["account.tax"])
        for note in (self.credit(self.invoice()), self.credit(bare)):
            [sentence] = self.sentences("ro", note, "ro_RO")
            self.assertIn("negative (art. 330", sentence)

    def test_sentence_of_the_company_stands_in_its_place(self):
        self.env.company.note_credit_text = "Our own words"
        note = self.credit(self.invoice())
        self.assertEqual(self.sentences("be", note), ["Our own words"])

    def test_notes_that_give_no_vat_back_have_none(self):
        invoice = self.invoice()
        credit, *others = self.credit(invoice), self.debit(invoice), self.goodwill()
        for note in others:
            self.assertFalse(self.sentences("be", note))
        self.assertTrue(self.sentences("be", credit))
        self.assertFalse(self.sentences("us", credit))


@tagged("post_install", "-at_install")
class TestPrintedSentences(PrintCase):
    def set_scene(self):
        self.env.company.write(
            {"note_credit_text": "Adjust your tax.", "note_debit_text": "Please pay."}
        )
        self.reason = self.env["account.note.reason"].create(
            {"name": "Price", "code": "TEST-P", "legal_text": "Under section 17."}
        )

    def test_sentence_by_kind(self):
        invoice = self.invoice()
        text = self.pdf(self.debit(invoice))
        self.assertIn("Please pay.", text)
        self.assertNotIn("Adjust your tax.", text)
        self.assertIn("Adjust your tax.", self.pdf(self.credit(invoice)))

    def test_reason_says_it_in_place_of_the_company(self):
        note = self.credit(self.invoice(), post=False)
        note.note_reason_id = self.reason
        self.assertEqual(note._note_get_print_sentences(), ["Under section 17."])

    def test_vendors_note_has_no_sentence_of_ours(self):
        note = self.credit(self.invoice(move_type="in_invoice"), post=False)
        self.assertEqual(note._note_get_print_sentences(), [])

    def test_sentence_in_the_language_of_the_partner(self):
        self.french()
        french = self.env.company.with_context(lang="fr_FR")
        french.note_credit_text = "Corrigez la TVA."
        self.assertIn("Corrigez la TVA.", self.pdf(self.credit(self.invoice())))
