from odoo.tests import Form, HttpCase, tagged

from .print_common import PrintCase

CORE = "account.account_invoices"
OURS = "account_credit_debit_note.action_report_note"


class NoteTemplateCase(PrintCase):
    def set_scene(self):
        self.core, self.ours = self.env.ref(CORE), self.env.ref(OURS)
        self.journal = self.company_data["default_journal_sale"]
        self.journal.note_template_pdf_report_id = self.ours
        self.sending = self.env["account.move.send"]


@tagged("post_install", "-at_install")
class TestNoteTemplate(NoteTemplateCase):
    """A journal may have a report for its notes alone."""

    def test_notes_have_it_and_invoices_do_not(self):
        invoice = self.invoice()
        for note in (self.credit(invoice), self.debit(invoice)):
            self.assertEqual(self.sending._get_default_pdf_report_id(note), self.ours)
            # Where the layout of the company is not chosen, core asks for it first
            self.assertIn(self.ours.report_name, str(note.action_print_pdf()))
        self.assertEqual(self.sending._get_default_pdf_report_id(invoice), self.core)

    def test_it_prints_what_core_prints_without_payments(self):
        note = self.credit(self.invoice())
        text = self.pdf(note, report=OURS)
        self.assertIn(f"Credit Note {note.name}", text)
        self.assertNotIn("Applied to", text)

    def test_without_it_notes_are_printed_like_invoices(self):
        self.journal.note_template_pdf_report_id = False
        note = self.credit(self.invoice())
        self.assertEqual(self.sending._get_default_pdf_report_id(note), self.core)

    def test_a_report_that_is_not_made_for_the_note_is_left_out(self):
        self.ours.domain = "[('move_type', '=', 'in_refund')]"
        note = self.credit(self.invoice())
        self.assertEqual(self.sending._get_default_pdf_report_id(note), self.core)

    def test_report_of_notes_is_not_offered_for_invoices(self):
        self.assertIn(self.ours, self.journal.available_note_template_ids)
        self.assertNotIn(
            self.ours, self.journal.available_invoice_template_pdf_report_ids
        )
        self.assertNotIn(self.ours, self.invoice()._get_available_action_reports())

    def test_proforma_download(self):
        note = self.credit(self.invoice()).with_context(force_report_rendering=True)
        [found] = note._get_invoice_legal_documents_all(allow_fallback=True)
        text = self.text_of(found["content"])
        self.assertIn("Proforma Credit Note", text)
        self.assertNotIn("Applied to", text)

    def test_choosing_a_report_for_a_note_is_no_choice_for_the_partner(self):
        note = self.credit(self.invoice())
        window = self.env["account.move.send.wizard"].create({"move_id": note.id})
        self.assertEqual(window.pdf_report_id, self.ours)
        window.pdf_report_id = self.core
        window._update_preferred_settings()
        self.assertFalse(self.partner_a.invoice_template_pdf_report_id)

    def test_form_of_a_journal(self):
        with Form(self.company_data["default_journal_purchase"]) as form:
            form.note_template_pdf_report_id = self.ours
        journal = self.company_data["default_journal_purchase"]
        note = self.credit(self.invoice(move_type="in_invoice"))
        self.assertEqual(journal.note_template_pdf_report_id, self.ours)
        self.assertEqual(self.sending._get_default_pdf_report_id(note), self.ours)


@tagged("post_install", "-at_install")
class TestNoteTemplateOnThePortal(NoteTemplateCase, HttpCase):
    def test_preview_on_the_portal(self):
        note = self.credit(self.invoice())
        url = note.get_portal_url(report_type="html")
        self.assertNotIn("Applied to", self.url_open(url).text)
        self.journal.note_template_pdf_report_id = False
        self.assertIn("Applied to", self.url_open(url).text)
