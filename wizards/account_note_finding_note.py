from odoo import api, models
from odoo.fields import Domain

from ..tools.matching import CREDIT_TYPES

POSTED_CREDITS = Domain("state", "=", "posted") & Domain(
    "move_type", "in", CREDIT_TYPES
)

# Kinds of reasons for which no invoice is corrected
WITHOUT_ORIGIN = ("goodwill", "rebate")


class AccountNoteFinding(models.TransientModel):
    """What is wrong with a note by itself."""

    _inherit = "account.note.finding"

    @api.model
    def _find_broken_seal(self):
        for notes in self._iter_documents(Domain("finalized_on", "!=", False)):
            for note in notes:
                if not note._is_finalization_intact():
                    yield {"move": note}

    def _describe_broken_seal(self):
        return self.env._(
            "%(note)s was finalized, and does not say any more what it said then. "
            "Somebody changed it past Odoo: compare it with the printed document.",
            note=self.move_id.display_name,
        )

    @api.model
    def _find_gap(self):
        domain = Domain("made_sequence_gap", "=", True) & Domain("state", "=", "posted")
        for moves in self._iter_documents(domain):
            for note in moves.filtered("is_note"):
                yield {"move": note}

    def _describe_gap(self):
        return self.env._(
            "The number before %(note)s is missing in %(journal)s: a document was "
            "deleted or numbered by hand. Resequence the notes, or explain the gap in "
            "your books.",
            note=self.move_id.display_name,
            journal=self.move_id.journal_id.display_name,
        )

    @api.model
    def _find_without_origin(self):
        domain = POSTED_CREDITS & Domain("external_origin_number", "=", False)
        domain &= Domain("origin_move_ids", "=", False)
        for notes in self._iter_documents(domain):
            for note in notes:
                if note.note_reason_kind not in WITHOUT_ORIGIN:
                    yield {"move": note}

    def _describe_without_origin(self):
        return self.env._(
            "%(note)s names no invoice that it corrects. If it corrects one, reset it "
            "to draft and enter it; if not, a reason such as Goodwill says so.",
            note=self.move_id.display_name,
        )

    @api.model
    def _find_without_reason(self):
        domain = Domain("state", "=", "posted") & Domain("note_reason_id", "=", False)
        domain &= Domain("move_type", "in", CREDIT_TYPES) | Domain(
            "debit_origin_id", "!=", False
        )
        for notes in self._iter_documents(domain):
            for note in notes:
                yield {"move": note}

    def _describe_without_reason(self):
        return self.env._(
            "%(note)s has no reason of the catalogue. Reset it to draft and choose "
            "one, or enter it for many notes by import.",
            note=self.move_id.display_name,
        )
