from odoo import api, models


class AccountNoteLetterColumn(models.Model):
    """A column of letters: days of delay."""

    _inherit = "account.note.letter.column"

    @api.model
    def _get_columns(self):
        return [*super()._get_columns(), ("days_late", self.env._("Days Late"))]


class AccountNoteLetter(models.TransientModel):
    _inherit = "account.note.letter"

    def _describe(self, move):
        return {**super()._describe(move), "days_late": move.days_late}

    def _print_document(self, document):
        cells = super()._print_document(document)
        days = document.get("days_late")
        return {**cells, "days_late": str(days)} if days else cells
