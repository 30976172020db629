from odoo import api, models


class AccountMoveSend(models.AbstractModel):
    """Sending notes: by the report of their journal."""

    _inherit = "account.move.send"

    @api.model
    def _get_default_pdf_report_id(self, move):
        return move._get_note_template() or super()._get_default_pdf_report_id(move)
