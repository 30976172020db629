from odoo import api, fields, models
from odoo.tools import format_date


class AccountMove(models.Model):
    """A draft that credits too much says so before it is posted."""

    _inherit = "account.move"

    over_credit_text = fields.Text(
        string="Credited too Much",
        compute="_compute_over_credit_text",
        help="What this draft credits above the invoice, empty where nothing.",
    )

    @api.depends(
        "state",
        "amount_total",
        "has_note_override",
        "invoice_line_ids.origin_move_id",
        "invoice_line_ids.origin_line_id",
        "invoice_line_ids.quantity",
    )
    def _compute_over_credit_text(self):
        for move in self:
            # The ledger is in the database: a form shows what is saved
            move.over_credit_text = move._origin._get_over_credit_text()

    def _get_over_credit_text(self):
        """Return what this draft credit note exceeds, False where nobody minds."""
        if (
            self.state != "draft"
            or not self._is_credit_note()
            or not self._get_origins()
            or self.has_note_override
            or self._get_note_guard() == "off"
        ):
            return False
        return "\n\n".join(excess.text for excess in self._find_excesses()) or False

    def _get_note_guard(self):
        return self.journal_id._note_policy().guard

    def _get_alerts(self):
        alerts = super()._get_alerts()
        if self.over_credit_text:
            alerts["account_note_over_credit"] = {
                "level": "danger" if self._get_note_guard() == "block" else "warning",
                "message": self.over_credit_text + self._get_void_override_text(),
            }
        elif self.state == "draft" and self.has_note_override:
            alerts["account_note_override"] = {
                "level": "info",
                "message": self._get_override_text(),
            }
        return alerts

    def _get_void_override_text(self):
        if not self.note_override_basis:
            return ""
        return "\n\n" + self.env._(
            "%(user)s accepted other amounts or origins than the note has now. It "
            "has to be accepted anew.",
            user=self._get_override_name(),
        )

    def _get_override_text(self):
        return self.env._(
            "This note may exceed its invoice, as %(user)s accepted on %(date)s: "
            "%(reason)s",
            user=self._get_override_name(),
            date=format_date(self.env, self.note_override_on),
            reason=self.note_override_reason,
        )

    def _get_override_name(self):
        # Of a user of another company not even the name may be read
        return self.note_override_by.sudo().name
