from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the company on notes, with a preview of its letters."""

    _inherit = "res.config.settings"

    note_guard = fields.Selection(related="company_id.note_guard", readonly=False)
    note_reason_required = fields.Boolean(
        related="company_id.note_reason_required", readonly=False
    )
    note_refuse_early_date = fields.Boolean(
        related="company_id.note_refuse_early_date", readonly=False
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
    note_offer_credits = fields.Boolean(
        related="company_id.note_offer_credits", readonly=False
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
    note_letter_layout_id = fields.Many2one(
        related="company_id.note_letter_layout_id", readonly=False
    )
    note_letter_opening = fields.Html(
        related="company_id.note_letter_opening", readonly=False
    )
    note_letter_closing = fields.Html(
        related="company_id.note_letter_closing", readonly=False
    )
    note_statement_opening = fields.Html(
        related="company_id.note_statement_opening", readonly=False
    )
    note_statement_closing = fields.Html(
        related="company_id.note_statement_closing", readonly=False
    )
    note_letter_signature = fields.Html(
        related="company_id.note_letter_signature", readonly=False
    )
    note_request_days = fields.Integer(
        related="company_id.note_request_days", readonly=False
    )
    note_batch_days = fields.Integer(
        related="company_id.note_batch_days", readonly=False
    )

    def action_preview_note_letter(self):
        """Return the action that shows a letter with made-up figures.

        :rtype: dict
        """
        return self._note_preview_letter("letter")

    def action_preview_statement(self):
        """Return the action that shows a statement with made-up figures.

        :rtype: dict
        """
        return self._note_preview_letter("statement")

    def _note_preview_letter(self, kind):
        self.ensure_one()
        letters = self.env["account.note.letter"].with_company(self.company_id)
        return letters._preview_sample(
            self.company_id, self.note_letter_layout_id, kind
        )
