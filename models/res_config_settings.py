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
    note_apply_rate = fields.Selection(
        related="company_id.note_apply_rate", readonly=False
    )
    note_apply_strategy = fields.Selection(
        related="company_id.note_apply_strategy", readonly=False
    )
    note_apply_on_posting = fields.Boolean(
        related="company_id.note_apply_on_posting", readonly=False
    )
    note_tolerance = fields.Monetary(
        related="company_id.note_tolerance", readonly=False
    )
    note_tolerance_account_id = fields.Many2one(
        related="company_id.note_tolerance_account_id", readonly=False
    )
    note_payment_ticked = fields.Boolean(
        related="company_id.note_payment_ticked", readonly=False
    )
    note_auto_apply = fields.Boolean(
        related="company_id.note_auto_apply", readonly=False
    )
    note_auto_apply_days = fields.Integer(
        related="company_id.note_auto_apply_days", readonly=False
    )
    note_finalize_on_posting = fields.Boolean(
        related="company_id.note_finalize_on_posting", readonly=False
    )
    note_approval_threshold = fields.Monetary(
        related="company_id.note_approval_threshold", readonly=False
    )
    note_portal = fields.Selection(related="company_id.note_portal", readonly=False)
