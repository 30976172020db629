from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    note_print_origins = fields.Boolean(
        related="company_id.note_print_origins", readonly=False
    )
    note_print_reason = fields.Boolean(
        related="company_id.note_print_reason", readonly=False
    )
    note_print_line_origins = fields.Boolean(
        related="company_id.note_print_line_origins", readonly=False
    )
    note_print_words = fields.Boolean(
        related="company_id.note_print_words", readonly=False
    )
    note_print_applications = fields.Boolean(
        related="company_id.note_print_applications", readonly=False
    )
    note_print_legal = fields.Boolean(
        related="company_id.note_print_legal", readonly=False
    )
    note_credit_text = fields.Text(
        related="company_id.note_credit_text", readonly=False
    )
    note_debit_text = fields.Text(related="company_id.note_debit_text", readonly=False)
