from odoo import Command, models

from ..tools.sentinel import OURS


class AccountDebitNote(models.TransientModel):
    """Core's window of debit notes, with a reason and links of lines."""

    _name = "account.debit.note"
    _inherit = ["account.note.wizard.mixin", "account.debit.note"]

    def _prepare_default_values(self, move):
        values = {
            **super()._prepare_default_values(move),
            **self._prepare_note_reason(move),
            **move._prepare_note_own_values(),
        }
        if move._is_credit_note():
            # core: copies the lines of a credit note, for it compares with a tuple
            # inside a list (`account.debit.note`, since 13.0, odoo/odoo#41806), delete
            # when the list holds the types
            values["line_ids"] = [Command.clear()]
        return values

    def create_debit(self):
        self._note_check_debited_documents()
        linking = self.with_context(
            note_link_lines=OURS,
            # What is copied is written anew by somebody; pieces are charged by lines
            note_leave_orders=OURS if self.copy_lines else None,
        )
        action = super(AccountDebitNote, linking).create_debit()
        self._note_get_made(action)._note_align_cents_of_reversals()
        return action

    def _note_debit(self):
        """Make the debit notes of this window, and return them."""
        return self._note_get_made(self.create_debit())
