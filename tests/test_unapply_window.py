from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .allocation_common import AllocationCase


@tagged("post_install", "-at_install")
class TestUnapplyWindow(AllocationCase):
    """The window that unapplies exactly what is ticked."""

    def set_scene(self):
        self.first, self.second = self.debt(30.0, "2026-01-01"), self.debt(30.0)
        self.note = self.goodwill(50.0)
        self.open_window(self.note).action_apply()

    def window(self, action):
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_only_what_is_ticked_is_taken_back(self):
        window = self.window(self.note.action_unapply_credits())
        self.assertEqual(len(window.line_ids), 2)
        with Form(window) as form:
            form.reason = "Meant for another one"
            for position, row in enumerate(window.line_ids):
                if row.item_name == self.first.name:
                    with form.line_ids.edit(position) as line:
                        line.is_chosen = False
        window.action_unapply()
        self.assertEqual(self.first.amount_residual, 0.0)
        self.assertEqual(self.second.amount_residual, 30.0)
        self.assertEqual(self.note.amount_residual, 20.0)
        undone = self.second.note_application_ids.filtered("undone_id")
        self.assertEqual(undone.reason, "Meant for another one")

    def test_an_invoice_takes_back_its_own(self):
        self.window(self.first.action_unapply_credits()).action_unapply()
        self.assertEqual(self.first.amount_residual, 30.0)
        self.assertEqual(self.second.amount_residual, 10.0)
        self.assertFalse(self.first.has_note_applications)
        with self.refused("nothing to unapply"):
            self.first.action_unapply_credits()

    def test_a_record_of_the_journal_opens_the_window(self):
        record = self.second.note_application_ids
        self.window(record.action_open_unapply()).action_unapply()
        self.assertEqual(self.second.amount_residual, 30.0)
        with self.refused("nothing to unapply"):
            record.action_open_unapply()

    def test_nothing_ticked_and_what_is_gone_are_refused(self):
        window = self.window(self.note.action_unapply_credits())
        late = self.window(self.note.action_unapply_credits())
        window.line_ids.is_chosen = False
        with self.refused("Nothing is ticked"):
            window.action_unapply()
        late.action_unapply()
        window.line_ids.is_chosen = True
        with self.refused(self.note.name, "no longer applied"):
            window.action_unapply()

    def test_a_locked_period_stays_as_it_is(self):
        window = self.window(self.note.action_unapply_credits())
        today = self.note.note_application_ids[0].date
        self.env.company.fiscalyear_lock_date = today
        with self.refused(self.note.name, "locked"):
            window.action_unapply()
        self.assertEqual(self.note.amount_residual, 0.0)

    def test_a_reader_takes_nothing_back(self):
        reader = self.clerk("unapply-reader")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.note.with_user(reader).action_unapply_credits()
