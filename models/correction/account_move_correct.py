from odoo import api, models
from odoo.exceptions import UserError

from ...tools.errors import describe, tell_refusals, with_code
from ...tools.sentinel import OURS
from ..note.account_move import ORIGIN_OF_NOTE, TYPE_OF_NOTE

WIZARDS = {"credit": "account.move.reversal", "debit": "account.debit.note"}


class GivenCorrection:
    """A correction on its way to the lines of notes, past the rows of a window.

    It travels in the context. A client can send plain values there, never an object
    of this class.
    """

    def __init__(self, correction):
        self.correction = correction


class AccountMove(models.Model):
    """The one verb by which integrations, batches and other addons make notes."""

    _inherit = "account.move"

    def _note_correct(
        self,
        correction,
        values=None,
        posting_follows=False,
        allow_credit_notes=False,
        joint=False,
    ):
        """Make the note of each of these documents, or one credit note for all.

        Core's windows are asked for the values of the head, so that whatever other
        addons add to them comes along; the lines are those of the correction.

        :param tools.correction.Correction correction: what is corrected
        :param dict values: of the window, which the correction does not have, such as
            the text of the reason
        :param bool posting_follows: the caller posts the drafts at once
        :param bool allow_credit_notes: credit notes are meant as well: an invoice
            takes them back, a debit note charges again what they gave
        :param bool joint: one credit note is about all of them
        :return: the draft notes, in the order of these documents
        :raises UserError: with a code, naming the document and the way out
        """
        for move in self:
            for code, text in move._note_get_correct_refusals(
                correction.side, allow_credit_notes
            ):
                raise with_code(UserError(text), code)
        if joint:
            # Before core's window says so in words of its own
            self._note_check_joint()
        values = {**(values or {}), **({"note_for": "all"} if joint else {})}
        notes, is_credit = self.browse(), correction.side == "credit"
        # Core's window for credit notes takes those of one company
        for moves in self.grouped("company_id").values():
            wizard = moves._note_open_wizard(correction, values, posting_follows)
            made = wizard._note_reverse() if is_credit else wizard._note_debit()
            notes += made.with_env(self.env)
        if joint:
            return notes
        by_origin = notes.grouped(ORIGIN_OF_NOTE[correction.side])
        return self.browse().concat(*(by_origin[move] for move in self))

    def _note_open_wizard(self, correction, values, posting_follows):
        """Return core's window on these documents, with the correction in hand."""
        given = self.with_context(
            active_model="account.move",
            active_ids=self.ids,
            note_given_correction=GivenCorrection(correction),
            note_posting_follows=OURS if posting_follows else None,
        )
        asked = {**self._note_prepare_wizard(correction), **values}
        return given.env[WIZARDS[correction.side]].create(asked)

    @api.model
    def _note_prepare_wizard(self, correction):
        """Return what core's window is told of a correction besides its figures."""
        mode = correction.mode
        head = {
            name: value
            for name in ("reason_id", "date", "journal_id")
            if (value := getattr(correction, name))
        }
        # The windows ask for several changes at once under *Lines*
        head["correction_mode"] = "lines" if mode == "several" else mode
        if correction.side == "debit":
            return {**head, "copy_lines": mode == "full"}
        kept = {
            name: getattr(correction, name) for name in ("is_net_of_tax", "keep_open")
        }
        return {**head, **kept}

    def _note_preview(self, correction, allow_credit_notes=False):
        """Return what the note of a correction would come to; nothing is written.

        :param bool allow_credit_notes: as for :meth:`_note_correct`
        :return: a dict, see :meth:`_note_preview_correction`
        """
        refusals = self._note_foresee_correct(correction.side, allow_credit_notes)
        preview = self._note_preview_correction(correction)
        known = {refusal["code"] for refusal in refusals}
        refusals += [
            found for found in preview["refusals"] if found["code"] not in known
        ]
        if not refusals and not preview["total_amount"]:
            refusals = self._note_foresee_nothing(correction)
        return {**preview, **tell_refusals(refusals)}

    def _note_preview_together(self, correction, allow_credit_notes=False):
        """Return what one credit note on all of these would come to.

        :param bool allow_credit_notes: as for :meth:`_note_correct`
        :return: a dict, see :meth:`_note_join_previews`
        """
        moves = self._note_sort_joint()
        corrections = moves._note_distribute_correction(correction)
        told = moves._note_join_previews(
            [
                (move, each, move._note_preview_correction(each))
                for move, each in corrections.items()
            ]
        )
        refusals = [
            refusal
            for move in moves
            for refusal in move._note_foresee_correct(
                correction.side, allow_credit_notes
            )
        ]
        return {**told, **tell_refusals(refusals or told["refusals"])}

    def _note_foresee_nothing(self, correction):
        """Return what is said where a correction comes to nothing.

        Not to somebody who still fills a window in.
        """
        try:
            self._prepare_correction(correction)
        except UserError as error:
            return [describe(error)]
        return []

    def _note_foresee_correct(self, side, allow_credit_notes=False):
        """Return what speaks against correcting this document, as a preview tells it.

        :return: a list of dicts, see :meth:`_note_get_correct_refusals`
        """
        found = self._note_get_correct_refusals(side, allow_credit_notes)
        return [{"code": code, "text": text} for code, text in found]

    def _note_get_correct_refusals(self, side, allow_credit_notes=False):
        """Return what speaks against correcting this document at all.

        Core's windows say so as well, without a word that integrations can tell apart.

        :return: a list of codes and sentences
        """
        names = {"document": self.display_name}
        if not self.is_invoice(include_receipts=True):
            text = self.env._(
                "%(document)s is neither an invoice nor a note, so no note corrects "
                "it. Reverse an entry in its own window.",
                **names,
            )
            return [("no_invoice", text)]
        if text := self._note_get_side_refusal(side):
            return [("no_invoice", text)]
        refusals = []
        if self.state != "posted":
            refusals.append(("not_posted", self._note_get_unposted_text(side)))
        if self._is_credit_note() and not allow_credit_notes:
            text = self.env._(
                "%(document)s is a credit note: to correct it means to charge the "
                "partner again. Leave it out, or say that credit notes are meant.",
                **names,
            )
            refusals.append(("credit_note", text))
        return refusals

    def _note_check_side(self, side):
        """Check that notes of a side correct documents of this kind at all.

        :raises UserError: naming the document and the way out
        """
        if text := self._note_get_side_refusal(side):
            raise with_code(UserError(text), "no_invoice")

    def _note_get_side_refusal(self, side):
        """Return why no note of a side corrects documents of this kind, or None."""
        if self.move_type in TYPE_OF_NOTE[side]:
            return None
        return self.env._(
            "%(document)s is neither an invoice nor a credit note, so no debit "
            "note can add to it. Choose an invoice, a bill or one of their "
            "credit notes.",
            document=self.display_name,
        )

    def _note_get_given_correction(self):
        """Return the correction that a program hands over, None for a window's own."""
        given = self.env.context.get("note_given_correction")
        return given.correction if isinstance(given, GivenCorrection) else None
