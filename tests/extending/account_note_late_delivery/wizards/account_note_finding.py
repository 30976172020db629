from odoo import api, fields, models
from odoo.fields import Domain


class AccountNoteFinding(models.TransientModel):
    """A rule of the audit: a credit for a delay says how long that was."""

    _inherit = "account.note.finding"

    rule = fields.Selection(
        selection_add=[("delay_without_days", "Delay without Days")],
        ondelete={"delay_without_days": "cascade"},
    )

    @api.model
    def _find_delay_without_days(self):
        domain = Domain("note_reason_id.kind", "=", "delay")
        domain &= Domain("days_late", "=", 0) & Domain("state", "=", "posted")
        for notes in self._iter_documents(domain):
            yield from ({"move": note} for note in notes)

    def _describe_delay_without_days(self):
        return self.env._(
            "%(note)s credits a delay and does not say of how many days.",
            note=self.move_id.display_name,
        )
