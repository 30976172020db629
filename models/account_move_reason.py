from odoo import models
from odoo.exceptions import UserError

from ..tools.refusal import coded


class AccountMove(models.Model):
    """Notes say why they are issued, where the company wants them to."""

    _inherit = "account.move"

    def _post(self, soft=True):
        self._check_note_reasons()
        return super()._post(soft)

    def _check_note_reasons(self):
        """Check that these notes have a reason of the catalogue, where required.

        A text of one's own may say more, but nobody can sort notes by it.

        :raises UserError: naming the note and the way out
        """
        for note in self.filtered(
            lambda move: move.is_note and not move.note_reason_id
        ):
            if note.journal_id._note_policy().reason_required:
                text = self.env._(
                    "%(note)s has no reason, but %(company)s issues no credit or "
                    "debit note without one. Choose a Reason on the note, or in "
                    "the window that makes it.",
                    note=note.display_name,
                    company=note.company_id.display_name,
                )
                raise coded(UserError(text), "reason_missing")
