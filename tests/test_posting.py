from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestPosting(NoteCase):
    """No note gets past its rules by a write of its state."""

    def test_the_state_of_a_note_cannot_be_written(self):
        note = self.credit(self.invoice(), post=False)
        clerk = self.clerk("direct_clerk")
        for user in (clerk, self.env.ref("base.user_root")):
            mine = note.with_user(user).with_context(note_posting=True)
            with self.refused(note.display_name, "action_post"):
                mine.write({"state": "posted"})
        with self.refused("action_post"):
            note.sudo().state = "posted"
        self.assertEqual(note.state, "draft")

    def test_debit_notes_too(self):
        note = self.debit(self.invoice(), post=False)
        with self.refused("action_post"):
            note.state = "posted"

    def test_what_becomes_a_note_with_the_same_write(self):
        invoice = self.invoice(post=False)
        with self.refused("action_post"):
            invoice.write({"state": "posted", "move_type": "out_refund"})

    def test_posting_leaves_no_door_open(self):
        posted = self.invoice(post=False)._post()
        draft = self.credit(self.invoice(), post=False).with_env(posted.env)
        with self.refused("action_post"):
            draft.state = "posted"
