from odoo import models


class AccountMove(models.Model):
    """How a note meets the document it corrects when it is posted."""

    _inherit = "account.move"

    def _reconcile_reversed_moves(self, reverse_moves, move_reverse_cancel):
        # Core pairs origins and notes by position, but the origins come without
        # repetition: two notes of one invoice posted together shift the pairs,
        # and a note settles somebody else's invoice. Each note knows its own.
        for note in reverse_moves:
            super(AccountMove, note.reversed_entry_id)._reconcile_reversed_moves(
                note, move_reverse_cancel
            )
        return reverse_moves
