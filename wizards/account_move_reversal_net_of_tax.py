from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AccountMoveReversal(models.TransientModel):
    """An amount may be credited without correcting the VAT."""

    _inherit = "account.move.reversal"

    is_net_of_tax = fields.Boolean(
        string="Without VAT correction",
        compute="_compute_note_is_net_of_tax",
        store=True,
        readonly=False,
        precompute=True,
        help="The amount is spread over the accounts of the document without taxes, "
        "and the note says that the VAT remains unchanged.",
    )

    @api.depends("correction_mode")
    def _compute_note_is_net_of_tax(self):
        for wizard in self:
            is_amount = wizard.correction_mode == "amount"
            wizard.is_net_of_tax = is_amount and wizard.is_net_of_tax

    @api.depends("is_net_of_tax")
    def _compute_preview(self):
        return super()._compute_preview()

    @api.constrains("is_net_of_tax", "correction_mode")
    def _note_check_net_of_tax(self):
        for wizard in self:
            if wizard.is_net_of_tax and wizard.correction_mode != "amount":
                raise ValidationError(
                    self.env._(
                        "%(documents)s: only an amount can be credited without VAT "
                        "correction. Choose the mode Amount.",
                        documents=", ".join(wizard.move_ids.mapped("display_name")),
                    )
                )

    def _get_correction(self, move):
        return super()._get_correction(move)._replace(is_net_of_tax=self.is_net_of_tax)
