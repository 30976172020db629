from odoo import Command, models

from ..tools.matching import CREDIT_TYPES


class AccountDebitNote(models.TransientModel):
    _name = "account.debit.note"
    _inherit = ["account.note.wizard.mixin", "account.debit.note"]

    def _prepare_default_values(self, move):
        values = {
            **super()._prepare_default_values(move),
            **self._prepare_note_reason(move),
            **move._prepare_own_values(),
        }
        if move.move_type in CREDIT_TYPES:
            # Core means to, but compares with a tuple inside a list
            values["line_ids"] = [Command.clear()]
        return values

    def create_debit(self):
        self._check_debited_documents()
        linking = self.with_context(note_link_lines=True)
        return super(AccountDebitNote, linking).create_debit()
