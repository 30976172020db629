from unittest.mock import patch

from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .approval_common import ApprovalCase

VALUES = {
    "note_approval": "approved",
    "note_approval_on": "2026-03-10 10:00:00",
    "note_approval_comment": "Fine",
    "note_approval_basis": "0",
}


@tagged("post_install", "-at_install")
class TestApprovalDoors(ApprovalCase):
    """Posting without approval is refused, whoever does it and how."""

    def test_programs_and_superuser(self):
        note = self.draft()
        for door in (
            lambda: note.action_post(),
            lambda: note._post(),
            lambda: note.sudo()._post(soft=False),
            lambda: note.with_user(self.env.ref("base.user_root")).action_post(),
            lambda: note.action_validate_moves_with_confirmation(),
            lambda: note.write({"state": "posted"}),
            lambda: note.sudo().write({"state": "posted", "posted_before": True}),
        ):
            with self.refused("cannot be posted"):
                door()
            self.assertEqual(note.state, "draft")

    def test_one_of_several(self):
        notes = self.draft() | self.draft(10.0)
        with self.refused("cannot be posted"):
            notes.action_post()
        self.assertEqual(set(notes.mapped("state")), {"draft"})

    def test_window_of_the_list(self):
        notes = self.draft() | self.draft(10.0)
        window = (
            self.env["validate.account.move"]
            .with_context(active_model="account.move", active_ids=notes.ids)
            .create({"force_post": True})
        )
        with self.refused("cannot be posted"):
            window.validate_move()

    def test_reversal_that_posts(self):
        invoice = self.invoice(("Desk", 1, 2000.0))
        with self.refused("cannot be posted"):
            invoice._reverse_moves(cancel=True)
        self.assertFalse(invoice.reversal_move_ids)

    def test_scheduled_posting(self):
        note = self.draft()
        note.write({"auto_post": "at_date", "date": "2026-03-10"})
        cron, moves = self.env["ir.cron"], self.env["account.move"]
        # The job commits and rolls back, which a test must not beyond its own part
        savepoint = self.env.cr.savepoint()
        with (
            patch.object(type(cron), "_commit_progress", lambda *args, **options: 1),
            patch.object(self.env.cr, "rollback", savepoint.rollback),
        ):
            moves.with_user(self.env.ref("base.user_root"))._autopost_draft_entries()
        savepoint.close(rollback=False)
        self.assertEqual(note.state, "draft")
        self.assertIn("cannot be posted before it is approved", self.messages(note))

    def test_note_of_the_till_is_posted_and_says_so(self):
        note = self.draft()
        moves = type(self.env["account.move"])
        with patch.object(moves, "_is_guard_soft", lambda _self: True):
            note.action_post()
        self.assertEqual(note.state, "posted")
        self.assertIn("cannot be posted before it is approved", self.messages(note))


@tagged("post_install", "-at_install")
class TestApprovalGate(ApprovalCase):
    """Nobody writes the fields of an approval from outside, whatever the rights."""

    def attack(self, call):
        """Expect a refusal for all users, also with what they may send along."""
        for user in (self.maker, self.chief, self.env.user):
            for gate in ({}, {"note_gate": True}, {"note_gate": {}}):
                env = self.env(user=user, context={**self.env.context, **gate})
                with self.refused("cannot be written"):
                    call(env["account.move"])
                with self.refused("cannot be written"):
                    call(env["account.move"].sudo())

    def test_write_is_refused(self):
        note = self.draft()
        users = {
            "note_approval_by": self.chief.id,
            "note_approval_requested_by": self.maker.id,
        }
        for name, value in {**VALUES, **users}.items():
            self.attack(
                lambda moves, n=name, v=value: moves.browse(note.id).write({n: v})
            )

    def test_clearing_is_refused(self):
        note = self.approved()
        self.attack(lambda moves: moves.browse(note.id).write({"note_approval": False}))

    def test_create_and_import_are_refused(self):
        values = {"move_type": "out_refund", "partner_id": self.partner_a.id}
        for name, value in VALUES.items():
            self.attack(lambda moves, n=name, v=value: moves.create({**values, n: v}))
        result = self.env["account.move"].load(
            ["move_type", "partner_id/.id", "note_approval"],
            [["out_refund", str(self.partner_a.id), "approved"]],
        )
        self.assertFalse(result["ids"])

    def test_default_from_the_context_is_refused(self):
        values = {"move_type": "out_refund", "partner_id": self.partner_a.id}
        self.attack(
            lambda moves: moves.with_context(default_note_approval="approved").create(
                values
            )
        )

    def test_copy_with_the_fields_is_refused(self):
        note = self.draft()
        self.attack(lambda moves: moves.browse(note.id).copy(dict(VALUES)))

    @mute_logger("odoo.sql_db")
    def test_amounts_below_zero_are_no_limits(self):
        for record, field in (
            (self.env.company, "note_approval_threshold"),
            (self.env["account.note.reason"].search([], limit=1), "approval_threshold"),
        ):
            with self.assertRaises(CheckViolation), self.env.cr.savepoint():
                record.sudo()[field] = -1.0
                record.flush_recordset()
