from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

APPROVER_GROUP = "account_credit_debit_note.group_note_approver"


class AccountMove(models.Model):
    """Approval is requested, given or refused: by two people, in the history."""

    _inherit = "account.move"

    may_decide_on_note = fields.Boolean(
        compute="_compute_may_decide_on_note",
        help="You may approve or refuse this note.",
    )

    @api.depends("note_approval_state", "note_approval_requested_by")
    @api.depends_context("uid")
    def _compute_may_decide_on_note(self):
        is_approver = self.env.user.has_group(APPROVER_GROUP)
        for move in self:
            move.may_decide_on_note = (
                is_approver
                and move.note_approval_state == "requested"
                and self.env.user not in move._get_authors()
            )

    def action_request_note_approval(self):
        """Ask the approvers of the company to approve these draft notes.

        :return: True
        :raises UserError: where nothing is to be requested, or nobody may approve
        """
        self.check_access("write")
        for note in self:
            note._check_approval_state("needed", "refused")
            approvers = note._get_approvers()
            if not approvers:
                note._refuse_without_approvers()
            note._write_approval(note._prepare_approval_request())
            note._schedule_approval(approvers)
            note._log_approval(
                self.env._(
                    "%(user)s requested approval: %(why)s",
                    user=self.env.user.name,
                    why=note._get_approval_cause(),
                )
            )
        return True

    def action_approve_notes(self):
        """Approve these notes, as they were when approval was requested.

        The screen sends ``note_approval_seen`` in the context: the basis of what it
        shows.

        :return: True
        :raises AccessError: without the right, or for a note of one's own
        :raises UserError: for a note that does not wait, or has changed meanwhile
        """
        for note in self:
            note._check_may_decide()
            seen = self.env.context.get("note_approval_seen")
            if seen and seen != note.note_approval_basis:
                raise UserError(
                    self.env._(
                        "%(note)s was changed while you looked at it. Load the page "
                        "again, and approve what it is now.",
                        note=note.display_name,
                    )
                )
            note._decide("approved")
            text = self.env._("%(user)s approved this note.", user=self.env.user.name)
            note._log_approval(text, note.note_approval_requested_by)
        return True

    def _refuse_approval(self, comment):
        """Refuse to approve this note.

        :param str comment: what speaks against it, not blank
        :raises AccessError: without the right, or for a note of one's own
        :raises UserError: without a comment, or for a note that does not wait
        """
        self.ensure_one()
        self._check_may_decide()
        comment = (comment or "").strip()
        if not comment:
            raise UserError(
                self.env._(
                    "Say why %(note)s is not approved, so that it can be put right.",
                    note=self.display_name,
                )
            )
        self._decide("refused", comment)
        text = self.env._(
            "%(user)s refused to approve this note: %(comment)s",
            user=self.env.user.name,
            comment=comment,
        )
        self._log_approval(text, self.note_approval_requested_by)

    def _check_may_decide(self):
        self.check_access("read")
        if not self.env.user.has_group(APPROVER_GROUP):
            raise AccessError(
                self.env._(
                    "You may not approve %(note)s. Ask somebody with the right Approve "
                    "notes.",
                    note=self.display_name,
                )
            )
        self._check_approval_state("requested")
        if self.env.user in self._get_authors():
            raise AccessError(
                self.env._(
                    "You made %(note)s or requested its approval, so somebody else has "
                    "to approve it.",
                    note=self.display_name,
                )
            )

    def _check_approval_state(self, *states):
        """Check where this note stands.

        :raises UserError: naming the note, where it stands and the way out
        """
        state = self._get_approval_state()
        if state in states:
            return
        texts = {
            "needed": self.env._(
                "%(note)s was changed after approval was requested, or it never was. "
                "Press Request Approval first."
            ),
            "requested": self.env._("%(note)s waits for approval already."),
            "approved": self.env._("%(note)s is approved already."),
            "refused": self.env._(
                "Approval of %(note)s was refused. Change the note where it is wrong, "
                "and press Request Approval again."
            ),
            False: self.env._("%(note)s needs no approval."),
        }
        raise UserError(texts[state] % {"note": self.display_name})

    def _get_authors(self):
        """Return who may not decide on this note, whatever their rights."""
        return self.sudo().create_uid | self.sudo().note_approval_requested_by

    def _get_approvers(self):
        """Return who may decide on this note: they have the right, and may read it."""
        users = self.env["res.users"].sudo()
        approvers = users.search(
            [
                ("all_group_ids", "in", self.env.ref(APPROVER_GROUP).ids),
                ("company_ids", "in", self.company_id.ids),
                ("id", "not in", (self._get_authors() | self.env.user).ids),
            ]
        )
        here = self.with_context(allowed_company_ids=self.company_id.ids)
        return approvers.filtered(lambda user: here.with_user(user).has_access("read"))

    def _refuse_without_approvers(self):
        raise UserError(
            self.env._(
                "Nobody besides you and the author may approve %(note)s in "
                "%(company)s. Have an administrator give somebody the right Approve "
                "notes.",
                note=self.display_name,
                company=self.company_id.display_name,
            )
        )

    def _prepare_approval_request(self):
        return {
            "note_approval": "requested",
            "note_approval_requested_by": self.env.uid,
            "note_approval_by": False,
            "note_approval_on": fields.Datetime.now(),
            "note_approval_comment": False,
            "note_approval_basis": self._get_approval_basis(),
        }

    def _decide(self, decision, comment=False):
        self._write_approval(
            {
                "note_approval": decision,
                "note_approval_by": self.env.uid,
                "note_approval_on": fields.Datetime.now(),
                "note_approval_comment": comment,
            }
        )
        self._unschedule_approval()
