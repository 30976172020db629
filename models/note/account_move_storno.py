from odoo import api, models
from odoo.exceptions import UserError

from ...tools.errors import with_code


class AccountMove(models.Model):
    """Credit notes with negative amounts on the invoice's own side, by journal.

    Where a journal books so, an invoice below zero is a credit note; elsewhere it is
    refused.
    """

    _inherit = "account.move"

    @api.depends("journal_id")
    def _compute_is_storno(self):
        result = super()._compute_is_storno()
        for note in self:
            if note._is_credit_note():
                note.is_storno = note.journal_id._books_negative_notes()
        return result

    def _note_turn_negative(self):
        """Turn drafts below zero into notes, and put the signs of all notes right.

        :return: those that wait for approval: only now they are notes, so they could
            not be approved before
        """
        drafts = self.filtered(lambda move: move.state == "draft")
        turned = drafts._note_turn_negative_invoices()
        drafts._note_align_signs()
        waiting = turned.filtered(
            lambda note: (
                note._note_get_approval_state() == "needed"
                and not note._is_guard_soft()
            )
        )
        if waiting:
            waiting.action_request_note_approval()
        return waiting

    def _note_turn_negative_invoices(self):
        """Make credit notes of invoices below zero, where their journal says so.

        :return: the documents that became credit notes
        :raises UserError: where it does not, or where the document is set already
        """
        turned = self.browse()
        for move in self.filtered(lambda move: move.is_invoice(include_receipts=True)):
            if move.currency_id.compare_amounts(move.amount_total, 0.0) < 0:
                if not move._note_may_turn():
                    error = UserError(move._note_get_negative_refusal())
                    raise with_code(error, "wrong_direction")
                total = move.currency_id.format(move.amount_total)
                move.action_switch_move_type()
                move._message_log(
                    body=self.env._(
                        "The total was %(total)s, so the invoice became a credit "
                        "note, as the journal %(journal)s says.",
                        total=total,
                        journal=move.journal_id.display_name,
                    )
                )
                turned |= move
        return turned

    def _note_may_turn(self):
        return (
            self.move_type in ("out_invoice", "in_invoice")
            and self.journal_id._books_negative_notes()
            and not self.posted_before
            and not self._is_note()
        )

    def _note_get_negative_refusal(self):
        names = {
            "document": self.display_name,
            "total": self.currency_id.format(self.amount_total),
            "journal": self.journal_id.display_name,
        }
        if self._is_note() or self.posted_before:
            return self.env._(
                "%(document)s cannot be posted: its total is %(total)s, and a note, "
                "or a document that was posted before, stays what it is. Enter "
                "amounts above zero in a document of the other kind.",
                **names,
            )
        return self.env._(
            "%(document)s cannot be posted: its total is %(total)s, and the journal "
            "%(journal)s takes no negative amounts. Turn it into a credit note "
            "in the menu Actions, or let the journal book negative amounts.",
            **names,
        )

    def _note_align_signs(self):
        """Let all lines of a credit note book on the side that its journal says.

        A draft may be older than the setting, and cost of goods has its own way.
        """
        for note in self:
            if note._is_credit_note():
                is_storno = note.journal_id._books_negative_notes()
                others = note.line_ids.filtered(
                    lambda line, wanted=is_storno: line.is_storno != wanted
                )
                if others:
                    others.is_storno = is_storno
                    others._note_turn_sides()
