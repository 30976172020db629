from odoo import api, models


class AccountMove(models.Model):
    """A reason is for credit notes, for debit notes, or for both.

    The screens offer those that fit; programs and imports meet this.
    """

    _inherit = "account.move"

    @api.constrains(
        "note_reason_id", "move_type", "reversed_entry_id", "debit_origin_id"
    )
    def _check_note_reason_side(self):
        for move in self.filtered("note_reason_id"):
            if side := move._note_get_side():
                move.note_reason_id._check_used_for(side, move.display_name)

    @api.constrains("note_reason_id", "company_id")
    def _check_note_reason_company(self):
        for move in self.filtered("note_reason_id"):
            move.note_reason_id._check_company_of(move.company_id, move.display_name)

    def _note_set_reason(self, reason, only_missing):
        """Give notes that are not final a reason; return those that got it.

        :param bool only_missing: notes that have a reason keep it
        """
        notes = self.filtered(lambda move: move._is_note() and not move.finalized_on)
        if only_missing:
            notes = notes.filtered(lambda note: not note.note_reason_id)
        for text, alike in notes.grouped("note_reason_text").items():
            # Somebody's own words, and perhaps sent already, stay
            own_words = {"note_reason_text": text} if text else {}
            alike.write({"note_reason_id": reason.id, **own_words})
        return notes

    def _note_get_side(self):
        """Return whether this is a credit or a debit note, None for neither.

        What takes a credit note back is an invoice, and charges nothing anew.
        """
        if self._is_credit_note():
            return "credit"
        is_debit = self.debit_origin_id and self._is_note()
        return "debit" if is_debit else None
