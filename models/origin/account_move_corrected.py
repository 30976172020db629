from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ...tools.errors import with_code


class AccountMove(models.Model):
    """What posted notes correct stays, and stays what they fit.

    A document becomes a draft under its notes, for that is how it is put right; they
    wait for it, and no strategy spends them meanwhile. It is not cancelled under them,
    and does not come back as a document of somebody else.
    """

    _inherit = "account.move"

    def _note_find_posted_notes(self):
        """Return the posted notes that correct these documents, without these."""
        named = self.browse(self._origin._note_find_named())
        if not named:
            return named
        names = (
            Domain("reversed_entry_id", "in", named.ids)
            | Domain("debit_origin_id", "in", named.ids)
            | Domain("line_ids.origin_move_id", "in", named.ids)
        )
        # Entries are reversed as well, and their reversals are no notes
        stands = Domain("state", "=", "posted") & Domain("move_type", "!=", "entry")
        return self.sudo().search(names & stands) - self

    def _note_check_leaving_posted(self, vals):
        """Check what these are when a state is written, by a button or by a program.

        :raises UserError: ``corrected_by_notes``, naming both and the way out
        """
        if vals.get("state") in ("draft", "cancel"):
            self._note_guard_taken_back()
        if vals.get("state") == "cancel":
            self._note_lock_corrected_documents()
            self._note_check_not_corrected()

    def _note_check_not_corrected(self):
        """Check that no document is cancelled that posted notes correct."""
        for move in self.browse(self._note_find_named()):
            notes = move._note_find_posted_notes() - self
            if notes:
                text = self.env._(
                    "%(document)s cannot be cancelled: it is corrected by %(notes)s. "
                    "Cancel these notes first, or all of them together.",
                    document=move.display_name,
                    notes=", ".join(notes.mapped("display_name")),
                )
                raise with_code(UserError(text), "corrected_by_notes")

    def _note_guard_taken_back(self):
        """Apply the guard to credit notes that leave what takes them back charging.

        :raises UserError: ``corrected_by_notes``, naming both and the way out
        """
        for note in self.filtered(lambda move: move.state == "posted"):
            others = note._is_credit_note() and note._note_find_posted_notes() - self
            guard = others and note._note_get_guard()
            if not others or guard == "off":
                continue
            text = self.env._(
                "%(note)s cannot be reset to draft alone: %(others)s takes it back, "
                "and would go on charging. Reset them together.",
                note=note.display_name,
                others=", ".join(others.mapped("display_name")),
            )
            if guard == "block":
                raise with_code(UserError(text), "corrected_by_notes")
            note.message_post(body=plaintext2html(text))

    def _note_check_family_posted(self):
        """Check that nothing above what these notes, just posted, correct is a draft.

        It bears no amount then: nobody could say what may be credited.

        :raises UserError: naming the note, the draft and the way out
        """
        for note in self.filtered("is_note"):
            above = note.sudo()._note_get_above() - note._note_get_origins()
            drafts = above.filtered(lambda move: move.state == "draft")
            if drafts:
                with note._note_log_instead_of_raise():
                    error = note._note_get_origin_error("state", drafts[0])
                    raise with_code(error, "origin_state")

    def _note_check_notes_fit(self, reposted):
        """Check that the notes on documents that are posted again still fit them.

        Their amounts are a matter of the guard. What did not fit before is told.

        :param reposted: which of these had been posted before
        :raises UserError: ``notes_unfit``, naming the notes, why and the way out
        """
        for move in self & reposted:
            fresh, told = [], []
            for note in move._note_find_posted_notes():
                if note._is_guard_soft():
                    continue
                for code in note._get_origin_refusals(move, posting=False):
                    text = note._note_get_origin_refusal_text(code, move)
                    is_known = move._note_is_known_misfit(note, code)
                    (told if is_known else fresh).append(text)
            if fresh:
                raise with_code(move._note_get_unfit_error(fresh), "notes_unfit")
            move._note_tell_still_unfit(told)

    def _note_get_unfit_error(self, reasons):
        text = self.env._(
            "%(document)s cannot be posted as it is now, for notes that correct it no "
            "longer fit:\n%(reasons)s\n\nTake the change back, or reset these notes to "
            "draft first.",
            document=self.display_name,
            reasons="\n".join(reasons),
        )
        return UserError(text)

    def _note_find_waiting(self):
        """Return those of these drafts that are posted together with their origin.

        Core settles what corrects a posted document, and that is none yet.
        """
        return self.filtered(
            lambda move: (
                move.state == "draft"
                and move.reversed_entry_id.state == "draft"
                and move.reversed_entry_id in self
            )
        )

    def _note_settle_waiting(self, waiting):
        """Settle those of these, just posted, that waited for their origin."""
        notes = (self & waiting).filtered(lambda move: move._is_note())
        if notes:
            notes.reversed_entry_id._reconcile_reversed_moves(notes, False)

    def _note_is_origin_standing(self):
        """Tell whether everything this note corrects is posted."""
        origins = self.sudo()._note_get_origins()
        return all(origin.state == "posted" for origin in origins)

    def _note_get_corrected_alerts(self):
        """Say on a draft that was posted before which notes wait for it."""
        if self.state != "draft" or not self.posted_before:
            return {}
        notes = self._note_find_posted_notes() if self.is_named_by_others else ()
        if not notes:
            return {}
        text = self.env._(
            "%(notes)s still corrects this document. Post it again for no less than "
            "that, or reset the notes as well: under them it can be neither cancelled "
            "nor deleted.",
            notes=", ".join(notes.mapped("display_name")),
        )
        return {"account_note_corrected": {"level": "warning", "message": text}}
