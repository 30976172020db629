from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    note_guard = fields.Selection(related="company_id.note_guard", readonly=False)
    note_reason_required = fields.Boolean(
        related="company_id.note_reason_required", readonly=False
    )
    note_rate = fields.Selection(related="company_id.note_rate", readonly=False)
    note_net_of_tax_text = fields.Text(
        related="company_id.note_net_of_tax_text", readonly=False
    )
    note_payment_transfer = fields.Selection(
        related="company_id.note_payment_transfer", readonly=False
    )
