from odoo import api, models

from ..payload import get_changes
from .account_move_seal import SEALED_LINE_FIELDS, _is_sealed
from .uninstallation import is_clearing, is_leaving

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

    def _compute_field_value(self, field):
        kept = self.browse()
        # Documents are far fewer than lines, and hardly ever one is final
        if _is_sealed(self.pool, field, SEALED_LINE_FIELDS) and any(
            self.move_id._origin.mapped("finalized_on")
        ):
            kept = self.filtered(lambda line: line.move_id._origin.finalized_on)
        rest = self - kept if kept else self
        return super(AccountMoveLine, rest)._compute_field_value(field)

    # At uninstallation too, for a client can send the key that says so
    @api.ondelete(at_uninstall=True)
    def _unlink_except_note_finalized(self):
        if is_clearing(self.env):
            return
        moves = self.move_id
        final = any(moves.sudo().mapped("finalized_on"))
        posted = [move for move in moves if move.state == "posted" and move._is_note()]
        if (final or posted) and not is_leaving(self.env):
            self._note_check_final_targets(moves.ids)
            for move in posted:
                self.env["account.move"].browse(move.id)._unlink_except_note_finalized()

    @api.model
    def _get_open_line_fields(self):
        """Return the names of the fields that may change on a final line.

        Another addon extends this with the fields of its own status.
        """
        return OPEN_LINE_FIELDS

    def _note_get_final(self, vals):
        """Return those fields of this final line that these values would change."""
        names = vals.keys() - self._get_open_line_fields()
        changed = get_changes(self, vals, names)
        commercial = self.move_id.partner_id.commercial_partner_id
        if vals.get("partner_id") == commercial.id:
            # The partner got another parent: core moves the lines along
            changed.discard("partner_id")
        return changed

    def _note_check_final_targets(self, move_ids):
        """Check that no final document is among those that get or lose lines."""
        moves = self.env["account.move"].sudo().browse(filter(None, move_ids))
        for move in moves.filtered("finalized_on"):
            move._note_check_final_change({"line_ids"}, move)

    def _note_check_targets_not_final(self, vals_list):
        """Check that no new line joins a final document."""
        default_id = self.env.context.get("default_move_id")
        ids = {vals.get("move_id", default_id) for vals in vals_list}
        self._note_check_final_targets(ids)

    def _note_check_sealed(self, vals):
        """Check that nothing of lines of final documents changes but their status.

        :raises UserError: naming the document, the fields and the way out
        """
        names = vals.keys() - self._get_open_line_fields()
        finalized = self.sudo().move_id.filtered("finalized_on") if names else ()
        if finalized:
            for line in self.sudo():
                if line.move_id in finalized:
                    line.move_id._note_check_final_change(
                        line._note_get_final(vals), self
                    )
        if "move_id" in vals:
            # Core takes an id, a record or none
            target = self._fields["move_id"].convert_to_cache(vals["move_id"], self)
            self._note_check_final_targets({target} - set(self.move_id.ids))
