from odoo import models


class AccountDebitNote(models.TransientModel):
    """Debit notes on many documents are copied in few steps."""

    _inherit = "account.debit.note"

    def create_debit(self):
        if self.correction_mode not in ("blank", "full"):
            # What is corrected in part is worked out once for each document
            return super().create_debit()

        def prepare():
            return [self._prepare_default_values(move) for move in self.move_ids]

        queued = self.move_ids._queue_copies(prepare)
        return super(AccountDebitNote, self.with_env(queued.env)).create_debit()
