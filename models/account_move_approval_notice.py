from odoo import api, models
from odoo.tools import format_date, plaintext2html

ACTIVITY = "account_credit_debit_note.mail_activity_type_note_approval"


class AccountMove(models.Model):
    """Approvers get an activity, and everybody sees where the approval stands."""

    _inherit = "account.move"

    @api.depends("note_approval_state")
    def _compute_alerts(self):
        return super()._compute_alerts()

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in ("posted", "cancel"):
            # Lowered below the limit meanwhile, or given up
            self.filtered(
                lambda move: move.note_approval == "requested"
            )._unschedule_approval()
        return result

    def _schedule_approval(self, approvers):
        """Give an activity to each of these users, instead of earlier ones."""
        self._unschedule_approval()
        for approver in approvers:
            # Clerks may not give activities to people they cannot see
            self.sudo().activity_schedule(ACTIVITY, user_id=approver.id)

    def _unschedule_approval(self):
        self.sudo().activity_unlink([ACTIVITY])

    def _log_approval(self, text, told=None):
        """Write into the history of this note, and tell a user about it."""
        self.sudo().message_post(
            body=plaintext2html(text),
            partner_ids=told.sudo().partner_id.ids if told else [],
        )

    def _get_alerts(self):
        alerts = super()._get_alerts()
        state = self.note_approval_state if self.state == "draft" else False
        if state:
            level = {"needed": "warning", "refused": "danger"}.get(state, "info")
            alerts["account_note_approval"] = {
                "level": level,
                "message": self._get_approval_text(state),
            }
        return alerts

    def _get_approval_text(self, state):
        """Return where the approval of this draft note stands, as a sentence."""
        if state == "needed" and self.note_approval:
            state = "changed"
        return self._get_approval_texts()[state] % {
            "why": self._get_approval_cause(),
            # Of a user of another company not even the name may be read
            "requester": self.note_approval_requested_by.sudo().name,
            "user": self.note_approval_by.sudo().name,
            "date": format_date(self.env, self.note_approval_on),
            "comment": self.note_approval_comment,
        }

    def _get_approval_texts(self):
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
                "%(user)s refused to approve this note on %(date)s: %(comment)s"
            ),
        }

    def _get_approval_cause(self):
        """Return the rule that asks for approval of this note, as a sentence."""
        limit = self._get_approval_limit()
        reason = self.note_reason_id.sudo()
        currency = self.company_id.sudo().currency_id
        figures = {
            "reason": reason.display_name,
            "total": currency.format(abs(self.amount_total_signed)),
            "limit": currency.format(limit or 0.0),
        }
        if not reason.needs_approval or reason.approval_threshold != limit:
            text = self.env._("its total of %(total)s is above %(limit)s.")
        elif limit:
            text = self.env._(
                "its total of %(total)s is above %(limit)s, the limit of the reason "
                "%(reason)s."
            )
        else:
            text = self.env._("every note with the reason %(reason)s needs approval.")
        return text % figures
