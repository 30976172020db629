from unittest.mock import patch

from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestSoftGuard(NoteCase):
    """Notes that nothing may stop; real ones of a POS: test_flow_pos."""

    def soft(self):
        moves = type(self.env["account.move"])
        return patch.object(moves, "_is_guard_soft", lambda _self: True)

    def test_refused_note_is_posted_and_says_why(self):
        invoice = self.invoice()
        second = self.credit(invoice, post=False)
        self.credit(invoice)
        with self.soft():
            second.action_post()
        self.assertEqual(second.state, "posted")
        self.assertIn(
            f"{invoice.name} cannot be credited", str(second.message_ids.mapped("body"))
        )

    def test_wrong_origin_is_kept_and_noted(self):
        foreign = self.invoice(partner_id=self.partner_b.id)
        with self.soft():
            note = self.invoice(move_type="out_refund", reversed_entry_id=foreign.id)
        self.assertEqual(note.state, "posted")
        self.assertIn("same partner", str(note.message_ids.mapped("body")))
