from odoo import models

from .account_move_guard import OverCredit


class AccountMove(models.Model):
    """Pieces that come back for nothing: rounding to coins took what they come to.

    They may come back, for goods go into the stock and accounts are taken back. What is
    told is that nobody gets money for them.
    """

    _inherit = "account.move"

    def _note_find_beyond_coins(self):
        """Yield an :class:`OverCredit` for each of these credit notes that is told."""
        for note in self:
            rounded = note._note_get_rounding_lines(note).mapped("amount_currency")
            if note.currency_id.is_zero(sum(rounded)):
                continue
            for invoice in note._note_get_heads():
                if text := invoice._note_get_coins_text(note.amount_total, note):
                    yield OverCredit(invoice, note, text, is_rounding=True)

    def _note_get_coins_text(self, total, note=None):
        """Return what is told of a note on this document, nothing where it has money.

        :param total: what the note comes to
        :param note: the note itself, where it is there
        """
        is_zero = self.currency_id.is_zero
        is_told = (
            self.invoice_cash_rounding_id
            and is_zero(total)
            and not is_zero(self.amount_total)
            and is_zero(self.note_remaining_amount)
        )
        return self._note_get_nothing_text(note) if is_told else ""
