from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .two_connections import TwoConnections

BILLING = "account.group_account_invoice"
APPROVER = "account_credit_debit_note.group_note_approver"


@tagged("post_install", "-at_install")
class TestApprovalConcurrency(TwoConnections):
    """Two people decide on one note at the same time."""

    def make_documents(self, env):
        self.set_threshold(env, 50.0)
        self.user_ids = [
            self.make_user(env, f"Decides {number}", *groups).id
            for number, groups in enumerate(
                [(BILLING,), (BILLING, APPROVER), (BILLING, APPROVER)]
            )
        ]
        self.maker_id, *self.chief_ids = self.user_ids
        note = self.make_move(env(user=self.maker_id), "out_refund", 0)
        note.action_request_note_approval()
        self.note_id = note.id

    def make_user(self, env, name, *groups):
        return (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": name,
                    "login": name,
                    "group_ids": [Command.set([env.ref(group).id for group in groups])],
                }
            )
        )

    def set_threshold(self, env, amount):
        env.company.note_approval_threshold = amount

    def remove_everything(self):
        with self.transaction() as env:
            self.set_threshold(env, 0.0)
            users = env["res.users"].browse(self.user_ids)
            # Whoever was asked is named in messages
            users.write({"active": False})
            for user in users:
                user.login = f"gone-{user.id}"
        return super().remove_everything()

    def note(self, env, user_id):
        return env(user=user_id)["account.move"].browse(self.note_id)

    def approve(self, env, user_id):
        self.note(env, user_id).action_approve_notes()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_approve(self):
        outcomes, tries = self.do_at_once(self.approve, self.chief_ids)
        refusal, approved = sorted(outcomes, key=lambda text: text == "done")
        self.assertEqual(approved, "done")
        self.assertIn("is approved already", refusal)
        self.assertEqual(len(tries), 3, "one of the two was repeated once")
        with self.transaction() as env:
            bodies = self.note(env, self.maker_id).sudo().message_ids.mapped("body")
            told = [body for body in bodies if "approved this note" in str(body)]
            self.assertEqual(len(told), 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_approves_what_another_changes(self):
        def act(env, key):
            if key == self.maker_id:
                self.note(env, key).invoice_line_ids.price_unit = 900.0
            else:
                self.approve(env, key)

        self.do_at_once(act, [self.maker_id, self.chief_ids[0]])
        with self.transaction() as env:
            note = self.note(env, self.maker_id)
            self.assertEqual(note.amount_total, 900.0)
            self.assertNotEqual(note.note_approval_state, "approved")
            with self.assertRaisesRegex(UserError, "approv"):
                note.action_post()
            env.cr.rollback()
