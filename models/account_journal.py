from odoo import models

from ..tools.policy import merge


class AccountJournal(models.Model):
    _inherit = "account.journal"

    def _note_policy(self):
        """Return the policy of the notes of this journal.

        :rtype: tools.policy.Policy
        """
        self.ensure_one()
        # Bookkeepers read the rules they work under, not the company's settings
        return merge(
            self.company_id.sudo()._get_note_settings(), self._prepare_note_settings()
        )

    def _prepare_note_settings(self):
        """Return what this journal says of its notes, by the names of a policy."""
        own = self._brings_own_numbering()
        return {
            "numbering": "series" if own else self.note_numbering,
            "negative": self.note_negative,
        }
