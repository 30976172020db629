from odoo import api, fields, models

DAYS_WITHOUT_APPROVAL = 10


class AccountMove(models.Model):
    """Rules of its own on what notes correct, on approval and on final notes."""

    _inherit = "account.move"

    is_disputed = fields.Boolean(copy=False)
    carrier_claim = fields.Char(copy=False)

    def _get_origin_refusals(self, origin, posting):
        codes = super()._get_origin_refusals(origin, posting)
        return [*codes, "disputed"] if posting and origin.is_disputed else codes

    def _refusal_disputed(self, _origin, names):
        return self.env._(
            "%(note)s cannot be posted: %(origin)s is before a court. Wait for the "
            "judgment.",
            **names,
        )

    def _needs_approval(self):
        return super()._needs_approval() or self.days_late > DAYS_WITHOUT_APPROVAL

    def _get_approval_cause(self):
        if not super()._needs_approval():
            return self.env._("it credits more than %s days.", DAYS_WITHOUT_APPROVAL)
        return super()._get_approval_cause()

    @api.depends("days_late")
    def _compute_note_approval_state(self):
        return super()._compute_note_approval_state()

    def _refuse_finalize(self):
        if self.is_disputed:
            return self.env._("%s is before a court.", self.display_name)
        return super()._refuse_finalize()

    def _is_guard_soft(self):
        return super()._is_guard_soft() or all(
            move.journal_id.is_numbered_elsewhere for move in self
        )

    @api.model
    def _get_open_fields(self):
        return super()._get_open_fields() | {"carrier_claim"}

    def _is_hidden_from(self, user):
        return super()._is_hidden_from(user) or (user.share and self.is_disputed)
