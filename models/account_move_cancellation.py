from odoo import models
from odoo.exceptions import UserError
from odoo.tools import groupby

from ..tools.correction import Correction
from ..tools.pricing import QUANTITY_STEP


class AccountMove(models.Model):
    """Taking back a document of which credit notes took back a part before.

    Core releases everything that settled the document, its credit notes too, and
    credits the whole once more. Here these notes stay applied, and the new one
    takes back what remains.
    """

    _inherit = "account.move"

    def _reverse_moves(self, default_values_list=None, cancel=False):
        values_list = default_values_list or [{} for _move in self]
        if not cancel or not self._get_earlier_credit_notes():
            return super()._reverse_moves(values_list, cancel)
        notes = {}
        kinds = groupby(
            zip(self, values_list, strict=True),
            lambda pair: bool(pair[0]._get_earlier_credit_notes()),
        )
        for is_partly_credited, pairs in kinds:
            if is_partly_credited:
                for move, values in pairs:
                    notes[move] = move._cancel_what_remains(values)
            else:
                moves, own = zip(*pairs, strict=True)
                whole = super(AccountMove, self.browse().concat(*moves))
                made = whole._reverse_moves(list(own), cancel)
                notes.update(zip(moves, made, strict=True))
        return self.browse().concat(*(notes[move] for move in self))

    def _get_earlier_credit_notes(self):
        """Return the posted credit notes of these invoices and receipts."""
        invoices = self.filtered(
            lambda move: (
                move.is_invoice(include_receipts=True) and not move._is_credit_note()
            )
        )
        # Looked up for all documents of which these are some
        notes = invoices.with_prefetch(self._prefetch_ids).credit_note_ids
        return notes.filtered(lambda note: note.state == "posted")

    def _cancel_what_remains(self, values):
        """Take back what no credit note took back yet, and settle this document.

        :param dict values: for the note
        :return: the note, posted
        """
        released = self._get_payment_matches()
        values = {**values, **self._prepare_remaining_note()}
        self._get_payment_partials().unlink()
        # Not core's cancellation: with a part of the lines it would leave out
        # the cost of goods
        note = self._reverse_moves([values], cancel=False)
        note._post(soft=False)
        self._settle_rest(released)
        return note

    def _settle_rest(self, released):
        """Settle what a note that takes this document back leaves open of it.

        :param dict released: amounts by journal item, of what had settled it before
        """
        earlier = self._get_earlier_credit_notes()._get_open_items()
        self._settle_with([(line, None) for line in earlier])
        # Where an earlier note was paid out, the document keeps its payment
        self._settle_with(list(released.items()))

    def _prepare_remaining_note(self):
        """Return the values by which a copy of this document becomes the note.

        :raises UserError: when nothing remains
        """
        correction = self._get_remaining_correction()
        if not correction.quantities and correction.amount <= 0:
            self._refuse_nothing_remains()
        return self._prepare_correction(correction)

    def _get_remaining_correction(self):
        """Return what no credit note took back yet: lines, or an amount."""
        notes = self._get_earlier_credit_notes()
        lines = self._get_correctable_lines()
        free = notes.invoice_line_ids.filtered(
            lambda line: line.origin_move_id == self and not line.origin_line_id
        )
        if free:
            # What was credited as an amount belongs to no line
            credited = sum(note._get_amount_taken_off(self) for note in notes)
            return Correction(mode="amount", amount=self.amount_total - credited)
        credited = lines._get_credited()
        left = {line.id: line.quantity - credited[line.id].quantity for line in lines}
        return Correction(
            mode="lines",
            quantities={
                key: quantity
                for key, quantity in left.items()
                if abs(quantity) > QUANTITY_STEP
            },
        )

    def _get_amount_taken_off(self, origin):
        """Return how much this note credits of a document, less what was given back."""
        given_back = self.reversal_move_ids.filtered(
            lambda move: move.state == "posted"
        )
        amount = self._get_origin_amounts().get(origin, 0.0)
        return amount - sum(given_back.mapped("amount_total"))

    def _refuse_nothing_remains(self):
        raise UserError(
            self.env._(
                "%(document)s is credited as a whole already %(notes)s: nothing "
                "remains to take back. Duplicate it to invoice it anew.",
                document=self.display_name,
                notes=self._format_names(self._get_earlier_credit_notes()),
            )
        )
