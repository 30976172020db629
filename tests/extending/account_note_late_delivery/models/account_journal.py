from odoo import fields, models


class AccountJournal(models.Model):
    """Settings of notes that a journal changes, and numbers of its own."""

    _inherit = "account.journal"

    is_strict = fields.Boolean()
    is_numbered_elsewhere = fields.Boolean()

    def _prepare_note_settings(self):
        settings = super()._prepare_note_settings()
        return {**settings, "guard": "block"} if self.is_strict else settings

    def _brings_own_numbering(self):
        return super()._brings_own_numbering() or self.is_numbered_elsewhere
