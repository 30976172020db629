from odoo import api, fields, models

from ..models.payload import get_chosen_ids


class AccountNoteDoubt(models.TransientModel):
    """Asks why the payment of documents is doubtful, or no longer is."""

    _name = "account.note.doubt"
    _inherit = "account.note.kept.words"
    _description = "Doubtful Debt"

    move_ids = fields.Many2many(
        "account.move",
        string="Documents",
        required=True,
        default=lambda self: self._default_move_ids(),
    )
    verdict = fields.Selection(
        [("doubtful", "Payment is doubtful"), ("sound", "Payment is not doubtful")],
        compute="_compute_verdict",
        store=True,
        readonly=False,
    )
    reason = fields.Char(
        required=True, help="Kept in the history of each document, with your name."
    )

    def _default_move_ids(self):
        return get_chosen_ids(self.env, "account.move")

    @api.depends("move_ids")
    def _compute_verdict(self):
        for wizard in self:
            all_doubtful = all(wizard.move_ids.mapped("is_doubtful"))
            is_sound = wizard.move_ids and all_doubtful
            wizard.verdict = "sound" if is_sound else "doubtful"

    def action_set_doubtful(self):
        """Mark the documents as doubtful, or as sound again, for this reason."""
        self.ensure_one()
        self.move_ids._note_set_doubtful(self.verdict != "sound", self.reason)
        return {"type": "ir.actions.act_window_close"}
