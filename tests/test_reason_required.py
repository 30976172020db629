from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestReasonRequired(NoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.note_reason_required = True
        cls.reason = cls.env.ref("account_credit_debit_note.reason_damaged")

    def test_credit_note_without_a_reason_is_refused(self):
        note = self.credit(self.invoice(), post=False)
        with self.refused(note.display_name, "has no reason", "Choose a Reason"):
            note.action_post()
        self.assertEqual(note.state, "draft")

    def test_credit_note_with_a_reason_is_posted(self):
        note = self.credit(self.invoice(), post=False)
        note.note_reason_id = self.reason
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_text_alone_is_not_a_reason(self):
        note = self.credit(self.invoice(), post=False)
        note.note_reason_text = "Desk leg"
        with self.refused("has no reason"):
            note.action_post()

    def test_debit_note_without_a_reason_is_refused(self):
        note = self.debit(self.invoice(), post=False)
        with self.refused("has no reason"):
            note.action_post()

    def test_goodwill_needs_a_reason_too(self):
        note = self.invoice(move_type="in_refund", post=False)
        with self.refused("has no reason"):
            note.action_post()

    def test_reverse_and_create_is_refused_in_the_window(self):
        with self.refused("has no reason"):
            self.window(self.invoice()).modify_moves()

    def test_invoices_and_entries_need_none(self):
        self.assertEqual(self.invoice().state, "posted")

    def test_without_the_setting_none_is_needed(self):
        self.env.company.note_reason_required = False
        self.assertEqual(self.credit(self.invoice()).state, "posted")
