from odoo import models


class AccountDebitNote(models.TransientModel):
    _name = "account.debit.note"
    _inherit = ["account.note.wizard.mixin", "account.debit.note"]

    def _prepare_default_values(self, move):
        return {
            **super()._prepare_default_values(move),
            **self._prepare_note_reason(move),
        }

    def create_debit(self):
        linking = self.with_context(note_link_lines=True)
        return super(AccountDebitNote, linking).create_debit()
