from odoo import fields, models


class AccountNoteRefusal(models.TransientModel):
    """Asks what speaks against a note that waits for approval."""

    _name = "account.note.refusal"
    _inherit = "account.note.kept.words"
    _description = "Reject a Credit/Debit Note"

    move_id = fields.Many2one(
        "account.move", string="Credit/Debit Note", required=True, ondelete="cascade"
    )
    comment = fields.Text(
        required=True,
        help="The requester is notified, and it is kept in the history.",
    )

    def action_refuse(self):
        """Reject the note, for this reason."""
        self.ensure_one()
        self.move_id._note_reject(self.comment)
        return {"type": "ir.actions.act_window_close"}
