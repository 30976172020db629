from odoo import api, fields, models

from ..models.payload import get_chosen_ids


class AccountNoteFinalize(models.TransientModel):
    """Asks once more before notes are made final, for that cannot be undone."""

    _name = "account.note.finalize"
    _description = "Finalize"

    move_ids = fields.Many2many(
        "account.move",
        string="Credit/Debit Notes",
        required=True,
        readonly=True,
        default=lambda self: self._default_move_ids(),
    )
    refusal_text = fields.Text(compute="_compute_refusal_text")

    def _default_move_ids(self):
        return get_chosen_ids(self.env, "account.move")

    @api.depends("move_ids")
    def _compute_refusal_text(self):
        for wizard in self:
            wizard.refusal_text = "\n".join(
                wizard.move_ids._note_get_finalize_refusals()
            )

    def action_finalize(self):
        """Finalize these notes, or refuse all where one cannot be finalized."""
        self.ensure_one()
        self.move_ids.action_finalize()
        return {"type": "ir.actions.act_window_close"}
