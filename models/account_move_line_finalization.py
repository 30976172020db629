from odoo import api, models

from .account_move_finalization_lock import _get_changes
from .account_note_chosen import check_named

# What may still change of the lines of a final document
OPEN_LINE_FIELDS = {
    "matching_number",
    "full_reconcile_id",
    "matched_debit_ids",
    "matched_credit_ids",
    "reconciled",
    "amount_residual",
    "amount_residual_currency",
    "no_followup",
    "followup_line_id",
    "last_followup_date",
    "refund_line_ids",
    "analytic_line_ids",
    "epd_dirty",
    "discount_allocation_dirty",
}


class AccountMoveLine(models.Model):
    """The lines of a final document are as final as it is."""

    _inherit = "account.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        check_named(self.env, vals_list)
        default_id = self.env.context.get("default_move_id")
        ids = {vals.get("move_id", default_id) for vals in vals_list}
        self._refuse_final_targets(ids)
        return super().create(vals_list)

    def write(self, vals):
        check_named(self.env, [vals])
        names = vals.keys() - self._get_open_line_fields()
        finalized = self.sudo().move_id.filtered("finalized_on") if names else ()
        if finalized:
            for line in self.sudo():
                if line.move_id in finalized:
                    line.move_id._refuse_final_change(line._get_final(vals), self)
        if "move_id" in vals:
            self._refuse_final_targets({vals["move_id"]} - set(self.move_id.ids))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_finalized(self):
        self._refuse_final_targets(self.move_id.ids)

    @api.model
    def _get_open_line_fields(self):
        """Return the names of the fields that may change on a final line.

        Another addon extends this with the fields of its own status.
        """
        return OPEN_LINE_FIELDS

    def _get_final(self, vals):
        """Return those fields of this final line that these values would change."""
        names = vals.keys() - self._get_open_line_fields()
        changed = _get_changes(self, {name: vals[name] for name in names})
        commercial = self.move_id.partner_id.commercial_partner_id
        if vals.get("partner_id") == commercial.id:
            # The partner got another parent: core moves the lines along
            changed.discard("partner_id")
        return changed

    def _refuse_final_targets(self, move_ids):
        """Refuse to add lines to final documents among these, or to take some off."""
        moves = self.env["account.move"].sudo().browse(filter(None, move_ids))
        for move in moves.filtered("finalized_on"):
            move._refuse_final_change({"line_ids"}, move)
