from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date, plaintext2html

from ...tools.sentinel import is_ours
from ..lifecycle import gate

# Changing these makes nobody an author
GATED = frozenset().union(*(each.fields for each in gate.OF_DOCUMENTS))
APPROVER_GROUP = "account_credit_debit_note.group_note_approver"
ACTIVITY = "account_credit_debit_note.mail_activity_type_note_approval"


class AccountMove(models.Model):
    """Approval is requested, given or rejected: by two people, in the history.

    Approvers get an activity, and everybody sees where the approval stands.
    """

    _inherit = "account.move"

    may_decide_on_note = fields.Boolean(
        compute="_compute_may_decide_on_note",
        help="You may approve or reject this note.",
    )

    @api.depends("note_approval_state", "note_approval_requested_by")
    @api.depends_context("uid")
    def _compute_may_decide_on_note(self):
        is_approver = self.env.user.has_group(APPROVER_GROUP)
        for move in self:
            move.may_decide_on_note = (
                is_approver
                and move.note_approval_state == "requested"
                and self.env.user not in move._note_get_authors()
            )

    def action_request_note_approval(self):
        """Ask the approvers of the company to approve these draft notes.

        :return: True
        :raises UserError: where nothing is to be requested, or nobody may approve
        """
        self.check_access("write")
        for note in self:
            note._note_check_approval_state("needed", "refused")
            approvers = note._note_get_approvers()
            if not approvers:
                note._note_refuse_without_approvers()
            note._note_write_approval(note._prepare_note_approval_request())
            note._note_schedule_approval(approvers)
            others = note._note_find_split()
            text = self.env._(
                "%(user)s requested approval: %(why)s",
                user=self.env.user.name,
                why=note._get_approval_cause(),
            )
            split = note._note_get_split_text(others) if others else ""
            note._note_log_approval("\n\n".join(filter(None, (text, split))))
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
            note._note_check_may_decide()
            seen = self.env.context.get("note_approval_seen")
            if seen and seen != note.note_approval_basis:
                raise UserError(
                    self.env._(
                        "%(note)s was changed while you looked at it. Load the page "
                        "again, and approve what it is now.",
                        note=note.display_name,
                    )
                )
            note._note_decide("approved")
            text = self.env._("%(user)s approved this note.", user=self.env.user.name)
            note._note_log_approval(text, note.note_approval_requested_by)
        return True

    def _note_reject(self, comment):
        """Reject this note.

        :param str comment: what speaks against it, not blank
        :raises AccessError: without the right, or for a note of one's own
        :raises UserError: without a comment, or for a note that does not wait
        """
        self.ensure_one()
        self._note_check_may_decide()
        comment = (comment or "").strip()
        if not comment:
            raise UserError(
                self.env._(
                    "Say why %(note)s is not approved, so that it can be put right.",
                    note=self.display_name,
                )
            )
        self._note_decide("refused", comment)
        text = self.env._(
            "%(user)s rejected this note: %(comment)s",
            user=self.env.user.name,
            comment=comment,
        )
        self._note_log_approval(text, self.note_approval_requested_by)

    def _note_check_may_decide(self):
        self.check_access("read")
        if not self.env.user.has_group(APPROVER_GROUP):
            raise AccessError(
                self.env._(
                    "You may not approve %(note)s. Ask somebody with the right Approve "
                    "notes.",
                    note=self.display_name,
                )
            )
        self._note_check_approval_state("requested")
        if self.env.user in self._note_get_authors():
            raise AccessError(
                self.env._(
                    "You made %(note)s or requested its approval, so somebody else has "
                    "to approve it.",
                    note=self.display_name,
                )
            )

    def _note_check_approval_state(self, *states):
        """Check where this note stands.

        :raises UserError: naming the note, where it stands and the way out
        """
        state = self._note_get_approval_state()
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
                "%(note)s was rejected. Change the note where it is wrong, and press "
                "Request Approval again."
            ),
            False: self.env._("%(note)s needs no approval."),
        }
        raise UserError(texts[state] % {"note": self.display_name})

    def _note_get_authors(self):
        """Return who may not decide on this note, whatever their rights."""
        note = self.sudo()
        words = (note.note_approval_authors or "").split(",")
        ids = [int(word) for word in words if word.isdecimal() and len(word) < 10]
        changed_by = self.env["res.users"].sudo().browse(ids).exists()
        return note.create_uid | note.note_approval_requested_by | changed_by

    def _note_keep_authors(self, names):
        """Count who changes these drafts among those who made them.

        :param names: the fields that changed; status and approval make no author
        """
        names = set(names) - self._get_open_fields()
        is_posting = is_ours(self.env.context, "note_posting")
        if not names - GATED or is_posting or self.env.uid == SUPERUSER_ID:
            return
        for note in self:
            is_draft = note.state == "draft" and note._is_note()
            if is_draft and self.env.user not in note._note_get_authors():
                authors = note.sudo().note_approval_authors
                ids = filter(None, (authors, str(self.env.uid)))
                values = {"note_approval_authors": ",".join(ids)}
                note._note_unsynced()._note_write_approval(values)

    def _note_get_approvers(self):
        """Return who may decide on this note: they have the right, and may read it."""
        users = self.env["res.users"].sudo()
        approvers = users.search(
            [
                ("all_group_ids", "in", self.env.ref(APPROVER_GROUP).ids),
                ("company_ids", "in", self.company_id.ids),
                ("id", "not in", (self._note_get_authors() | self.env.user).ids),
            ]
        )
        here = self.with_context(allowed_company_ids=self.company_id.ids)
        return approvers.filtered(lambda user: here.with_user(user).has_access("read"))

    def _note_refuse_without_approvers(self):
        raise UserError(
            self.env._(
                "Nobody besides you and the author may approve %(note)s in "
                "%(company)s. Have an administrator give somebody the right Approve "
                "notes.",
                note=self.display_name,
                company=self.company_id.display_name,
            )
        )

    def _prepare_note_approval_request(self):
        return {
            "note_approval": "requested",
            "note_approval_requested_by": self.env.uid,
            "note_approval_by": False,
            "note_approval_on": fields.Datetime.now(),
            "note_approval_comment": False,
            "note_approval_basis": self._note_get_approval_fingerprint(),
        }

    def _note_decide(self, decision, comment=False):
        self._note_write_approval(
            {
                "note_approval": decision,
                "note_approval_by": self.env.uid,
                "note_approval_on": fields.Datetime.now(),
                "note_approval_comment": comment,
            }
        )
        self._note_unschedule_approval()

    def _note_schedule_approval(self, approvers):
        """Give an activity to each of these users, instead of earlier ones."""
        self._note_unschedule_approval()
        for approver in approvers:
            # Clerks may not give activities to people they cannot see
            self.sudo().activity_schedule(ACTIVITY, user_id=approver.id)

    def _note_unschedule_approval(self):
        self.sudo().activity_unlink([ACTIVITY])

    def _note_log_approval(self, text, told=None):
        """Write into the history of this note, and tell a user about it."""
        self.sudo().message_post(
            body=plaintext2html(text),
            partner_ids=told.sudo().partner_id.ids if told else [],
        )

    def _note_get_approval_text(self, state):
        """Return where the approval of this draft note stands, as a sentence."""
        if state == "needed" and self.note_approval:
            state = "changed"
        return self._note_get_approval_texts()[state] % {
            "why": self._get_approval_cause(),
            # Of a user of another company not even the name may be read
            "requester": self.note_approval_requested_by.sudo().name,
            "user": self.note_approval_by.sudo().name,
            "date": format_date(self.env, self.note_approval_on),
            "comment": self.note_approval_comment,
        }

    def _note_get_approval_texts(self):
        return {
            "needed": self.env._(
                "This note needs approval before it is posted: %(why)s"
            ),
            "changed": self.env._(
                "This note was changed after its approval was requested. It needs "
                "approval again: %(why)s"
            ),
            "requested": self.env._(
                "This note waits for approval, requested by %(requester)s on %(date)s: "
                "%(why)s"
            ),
            "approved": self.env._("%(user)s approved this note on %(date)s."),
            "refused": self.env._(
                "%(user)s rejected this note on %(date)s: %(comment)s"
            ),
        }

    def _get_approval_cause(self):
        """Return the rule that asks for approval of this note, as a sentence."""
        limit = self._note_get_approval_limit()
        reason = self.note_reason_id.sudo()
        compare = self.company_id.sudo().currency_id.compare_amounts
        is_small = compare(self._note_get_judged_total(), limit or 0.0) <= 0
        if is_small and self._note_get_foreign_rate():
            text = self.env._(
                "its exchange rate is %(rate)s, where the settings ask for %(asked)s."
            )
        elif not reason.needs_approval or reason.approval_threshold != limit:
            text = self.env._("its total of %(total)s is above %(limit)s.")
        elif limit:
            text = self.env._(
                "its total of %(total)s is above %(limit)s, the limit of the reason "
                "%(reason)s."
            )
        else:
            text = self.env._("every note with the reason %(reason)s needs approval.")
        return text % self._note_get_approval_figures()

    def _note_get_approval_figures(self):
        currency = self.company_id.sudo().currency_id
        return {
            "reason": self.note_reason_id.sudo().display_name,
            "total": currency.format(self._note_get_judged_total()),
            "limit": currency.format(self._note_get_approval_limit() or 0.0),
            "rate": f"{self._note_get_foreign_rate():.6f}",
            "asked": f"{self._note_get_policy_rate():.6f}",
        }

    def _note_end_approval(self, vals):
        """Take the activities of approvers off what was posted or cancelled."""
        if vals.get("state") in ("posted", "cancel"):
            # Lowered below the limit meanwhile, or given up
            self.filtered(
                lambda move: move.note_approval == "requested"
            )._note_unschedule_approval()

    def _note_get_approval_alerts(self):
        state = self.note_approval_state if self.state == "draft" else False
        if not state:
            return {}
        level = {"needed": "warning", "refused": "danger"}.get(state, "info")
        text = self._note_get_approval_text(state)
        return {"account_note_approval": {"level": level, "message": text}}
