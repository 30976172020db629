from odoo import fields, models


class AccountNoteOverride(models.TransientModel):
    """Asks why a credit note may exceed its invoice."""

    _name = "account.note.override"
    _inherit = "account.note.kept.words"
    _description = "Credit above the Invoice"

    move_id = fields.Many2one(
        "account.move", string="Credit Note", required=True, ondelete="cascade"
    )
    over_credit_text = fields.Text(related="move_id.over_credit_text")
    reason = fields.Text(
        required=True,
        help="Kept on the credit note, and in the history of it and its invoices.",
    )

    def action_override(self):
        """Accept that the credit note exceeds its invoice, for this reason."""
        self.ensure_one()
        self.move_id._note_override_over_credit(self.reason)
        return {"type": "ir.actions.act_window_close"}
