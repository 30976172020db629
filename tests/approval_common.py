from odoo import Command

from .common import NoteCase


class ApprovalCase(NoteCase):
    """Notes above 1,000.00 need approval; a clerk makes them, a chief approves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.note_approval_threshold = 1000.0
        cls.maker = cls.clerk("maker-clerk")
        cls.chief = cls.approver("chief-clerk")

    @classmethod
    def approver(cls, login):
        user = cls.clerk(login)
        group = cls.env.ref("account_credit_debit_note.group_note_approver")
        user.group_ids = [Command.link(group.id)]
        return user

    def draft(self, price=2000.0, user=None, **values):
        """Return a draft credit note of a clerk over an invoice of its own."""
        case = self.env(user=user or self.maker)
        origin = self.invoice(("Desk", 1, price), tax=self.env["account.tax"], **values)
        window = self.window(origin).with_env(case)
        return case["account.move"].browse(window.refund_moves()["res_id"])

    def request(self, note, user=None):
        return note.with_user(user or self.maker).action_request_note_approval()

    def approve(self, note, user=None, **context):
        note = note.with_user(user or self.chief).with_context(**context)
        return note.action_approve_notes()

    def refuse(self, note, comment="Far too much", user=None):
        window = (
            self.env["account.note.refusal"]
            .with_user(user or self.chief)
            .create({"move_id": note.id, "comment": comment})
        )
        return window.action_refuse()

    def approved(self, **values):
        """Return a note that was requested and approved."""
        note = self.draft(**values)
        self.request(note)
        self.approve(note)
        return note

    def messages(self, move):
        return " ".join(move.message_ids.mapped("body"))

    def waiting(self, note):
        """Return who has an activity to approve a note."""
        kind = self.env.ref(
            "account_credit_debit_note.mail_activity_type_note_approval"
        )
        return (
            note.sudo()
            .activity_ids.filtered(lambda activity: activity.activity_type_id == kind)
            .user_id
        )
