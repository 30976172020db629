from odoo import models


class _Corrections(dict):
    """What is corrected of each document, worked out once, by their ids.

    It travels in the context, where a client can only send plain values.
    """


class AccountDebitNote(models.TransientModel):
    """Debit notes on many documents are copied in few steps."""

    _inherit = "account.debit.note"

    def _prepare_correction(self, move):
        kept = self.env.context.get("note_corrections")
        if not isinstance(kept, _Corrections):
            return super()._prepare_correction(move)
        if move.id not in kept:
            kept[move.id] = super()._prepare_correction(move)
        return kept[move.id]

    def create_debit(self):
        keeping = self.with_context(note_corrections=_Corrections())

        def prepare():
            return [keeping._prepare_default_values(move) for move in self.move_ids]

        queued = keeping.move_ids._note_queue_copies(prepare)
        return super(AccountDebitNote, self.with_env(queued.env)).create_debit()
