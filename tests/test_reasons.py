from psycopg2 import IntegrityError

from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestReasons(NoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.reason = cls.env["account.note.reason"].create(
            {"name": "Broken", "code": "BROKEN", "kind": "return"}
        )
        cls.reason.with_context(lang="fr_FR").name = "Cassé"

    def note(self, **values):
        window = self.window(self.invoice(), reason_id=self.reason.id, **values)
        return self.env["account.move"].browse(window.refund_moves()["res_id"])

    def test_starter_catalogue_has_every_kind(self):
        kinds = set(self.env["account.note.reason"].search([]).mapped("kind"))
        self.assertEqual(
            kinds,
            {"cancellation", "return", "price", "tax", "goodwill", "rebate", "other"},
        )

    def test_reason_fills_the_text_of_the_window(self):
        context = {
            "active_model": "account.move",
            "active_ids": self.invoice().ids,
        }
        form = Form(self.env["account.move.reversal"].with_context(**context))
        form.reason_id = self.reason
        self.assertEqual(form.reason, "Broken")

    def test_note_carries_reason_and_text(self):
        note = self.note()
        self.assertEqual(note.note_reason_id, self.reason)
        self.assertEqual(note.note_reason_text, "Broken")

    def test_text_goes_over_in_the_language_of_the_partner(self):
        self.partner_a.lang = "fr_FR"
        self.assertEqual(self.note().note_reason_text, "Cassé")

    def test_text_of_the_user_is_kept_as_written(self):
        self.partner_a.lang = "fr_FR"
        self.assertEqual(self.note(reason="Desk leg").note_reason_text, "Desk leg")

    def test_text_without_a_reason_is_kept(self):
        window = self.window(self.invoice(), reason="Desk leg")
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        self.assertFalse(note.note_reason_id)
        self.assertEqual(note.note_reason_text, "Desk leg")

    def test_printed_text_of_a_reason_wins_over_its_name(self):
        self.reason.printed_text = "Delivered broken"
        self.assertEqual(self.note().note_reason_text, "Delivered broken")

    def test_reason_chosen_on_a_draft_fills_its_text(self):
        note = self.invoice(move_type="out_refund", post=False)
        note.note_reason_id = self.reason
        self.assertEqual(note.note_reason_text, "Broken")

    def test_language_that_is_not_installed_falls_back(self):
        self.assertEqual(self.reason._get_printed_text("xx_YY"), "Broken")

    def test_debit_note_carries_the_reason(self):
        note = self.debit(self.invoice(), reason_id=self.reason.id)
        self.assertEqual(note.note_reason_text, "Broken")

    @mute_logger("odoo.sql_db")
    def test_code_is_unique(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["account.note.reason"].create({"name": "Twice", "code": "BROKEN"})

    def test_bookkeeper_reads_reasons_but_does_not_change_them(self):
        reason = self.reason.with_user(self.clerk("note-clerk"))
        self.assertTrue(reason.has_access("read"))
        self.assertFalse(reason.has_access("write"))
