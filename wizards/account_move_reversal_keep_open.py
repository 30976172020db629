from odoo import api, fields, models


class AccountMoveReversal(models.TransientModel):
    """A part may be credited without costing the discount for early payment."""

    _inherit = "account.move.reversal"

    keep_open = fields.Boolean(
        string="Keep Open until Payment",
        help="The note settles nothing when it is posted, so that the discount for "
        "early payment stays. Apply it once the invoice is paid, or refund it.",
    )
    has_early_discount = fields.Boolean(compute="_compute_note_has_early_discount")

    @api.depends("move_ids", "date")
    def _compute_note_has_early_discount(self):
        for wizard in self:
            wizard.has_early_discount = any(
                move.state == "posted"
                and move._is_eligible_for_early_payment_discount(
                    move.currency_id, wizard.date
                )
                for move in wizard.move_ids._origin
            )

    @api.depends("keep_open")
    def _compute_preview(self):
        return super()._compute_preview()

    def _get_correction(self, move):
        return super()._get_correction(move)._replace(keep_open=self.keep_open)

    def _prepare_default_reversal(self, move):
        values = super()._prepare_default_reversal(move)
        if self.keep_open and move.is_invoice(include_receipts=True):
            values["note_keep_open"] = True
        return values
