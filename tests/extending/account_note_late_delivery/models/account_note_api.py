from odoo import api, models

from odoo.addons.account_credit_debit_note.tools import request as check


class AccountNoteApi(models.AbstractModel):
    """Programs ask for the mode, and learn what became of it."""

    _inherit = "account.note.api"

    @api.model
    def _get_modes(self):
        return (*super()._get_modes(), "late")

    @api.model
    def _get_correction_schema(self):
        return {**super()._get_correction_schema(), "days_late": check.positive}

    def _get_correction(self, side, values, rows, reason):
        correction = super()._get_correction(side, values, rows, reason)
        days = int(values["days_late"] or 0)
        return correction._replace(details={"days_late": days})

    def _prepare_window(self, side, values, moves):
        window = super()._prepare_window(side, values, moves)
        if values["days_late"]:
            window["days_late"] = int(values["days_late"])
        return window

    def _describe_document(self, move):
        return {**super()._describe_document(move), "days_late": move.days_late}
