from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Letters and statements: layout and texts, with a preview."""

    _inherit = "res.config.settings"

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

    def action_preview_note_letter(self):
        """Return the action that shows a letter with made-up figures.

        :rtype: dict
        """
        return self._preview_letter("letter")

    def action_preview_statement(self):
        """Return the action that shows a statement with made-up figures.

        :rtype: dict
        """
        return self._preview_letter("statement")

    def _preview_letter(self, kind):
        self.ensure_one()
        letters = self.env["account.note.letter"].with_company(self.company_id)
        return letters._preview_sample(
            self.company_id, self.note_letter_layout_id, kind
        )
