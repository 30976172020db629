from odoo.tests import new_test_user, tagged

from odoo.addons.account_credit_debit_note.tests.common import NoteCase


@tagged("post_install", "-at_install")
class TestRules(NoteCase):
    """Rules that this addon adds to those of notes."""

    def test_a_disputed_invoice_is_not_corrected(self):
        invoice = self.invoice()
        note = self.credit(invoice, post=False)
        invoice.is_disputed = True
        with self.refused(invoice.name, "before a court"):
            note.action_post()

    def test_a_long_delay_needs_approval(self):
        note = self.credit(self.invoice(), post=False)
        self.assertFalse(note.note_approval_state)
        note.days_late = 11
        self.assertEqual(note.note_approval_state, "needed")
        with self.refused("more than 10 days"):
            note.action_post()

    def test_a_final_note_still_takes_the_claim(self):
        note = self.credit(self.invoice())
        note.action_finalize()
        note.carrier_claim = "C-17"
        self.assertEqual(note.carrier_claim, "C-17")
        with self.refused(note.name):
            note.days_late = 5

        note.invoice_line_ids.shelf = "A1"
        with self.refused(note.name):
            note.invoice_line_ids.name = "Chair"

    def test_what_is_disputed_is_not_finalized(self):
        note = self.credit(self.invoice())
        note.is_disputed = True
        with self.refused(note.name, "before a court"):
            note.action_finalize()

    def test_no_credit_is_applied_to_what_is_disputed(self):
        invoice, credit = self.invoice(), self.goodwill(40.0)
        invoice.is_disputed = True
        share = (self.open_items(credit), self.open_items(invoice), 40.0)
        with self.refused(invoice.name, "before a court"):
            self.apply(share)

    def test_notes_of_another_system_are_posted_whatever_they_credit(self):
        invoice = self.invoice()
        self.credit(invoice)
        again = invoice._reverse_moves()
        self.company_data["default_journal_sale"].is_numbered_elsewhere = True
        again.action_post()
        self.assertEqual(again.state, "posted")
        self.assertIn(invoice.name, again.message_ids[0].body)

    def test_the_portal_hides_what_is_disputed(self):
        user = new_test_user(self.env, "customer", groups="base.group_portal")
        note = self.credit(self.invoice())
        self.assertFalse(note._is_hidden_from(user))
        note.is_disputed = True
        self.assertTrue(note._is_hidden_from(user))

    def test_a_strict_journal_refuses_what_its_company_allows(self):
        self.env.company.note_guard = "off"
        self.company_data["default_journal_sale"].is_strict = True
        invoice = self.invoice()
        with self.refused(invoice.name):
            self.credit(invoice)
            self.credit(invoice)

    def test_numbers_of_another_kind_follow_no_document(self):
        journal = self.company_data["default_journal_sale"]
        journal.note_numbering = "origin"
        self.assertEqual(journal._note_policy().numbering, "origin")
        journal.is_numbered_elsewhere = True
        self.assertEqual(journal._note_policy().numbering, "series")
