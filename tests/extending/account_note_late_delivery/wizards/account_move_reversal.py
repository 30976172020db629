from odoo import api, fields, models


class AccountMoveReversal(models.TransientModel):
    _inherit = "account.move.reversal"

    correction_mode = fields.Selection(
        selection_add=[("late", "Late delivery")], ondelete={"late": "cascade"}
    )
    days_late = fields.Integer(default=1)

    @api.depends("days_late")
    def _compute_preview(self):
        return super()._compute_preview()

    def _get_correction(self, move):
        correction = super()._get_correction(move)
        if correction.mode != "late":
            return correction
        return correction._replace(details={"days_late": self.days_late})
