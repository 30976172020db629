from odoo import fields, models
from odoo.exceptions import UserError

from ..models.payload import get_chosen_ids


class AccountNoteReasonChoice(models.TransientModel):
    """Gives many notes a reason, posted ones too, while they are not final."""

    _name = "account.note.reason.choice"
    _description = "Set Reason"

    move_ids = fields.Many2many(
        "account.move",
        string="Documents",
        required=True,
        default=lambda self: get_chosen_ids(self.env, "account.move"),
    )
    reason_id = fields.Many2one(
        "account.note.reason", string="Correction Reason", required=True
    )
    only_missing = fields.Boolean(
        string="Only where none is set",
        default=True,
        help="Notes that have a reason keep it.",
    )

    def _open_for(self, moves):
        """Return the action that opens this window about some documents."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Set Reason"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {"default_move_ids": moves.ids},
        }

    def action_set_reason(self):
        """Give the notes their reason.

        :return: the action that closes the window
        :raises UserError: where none of the documents can get one
        """
        self.ensure_one()
        if not self.move_ids._note_set_reason(self.reason_id, self.only_missing):
            raise UserError(
                self.env._(
                    "None of these documents can get a reason: they are no credit or "
                    "debit notes, are final, or have one. Choose others."
                )
            )
        return {"type": "ir.actions.act_window_close"}
