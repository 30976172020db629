from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, plaintext2html

from ..tools.refusal import coded
from .account_move_excess import Excess


class AccountMove(models.Model):
    """No invoice is credited with more than was invoiced and debited."""

    _inherit = "account.move"

    def _post(self, soft=True):
        reposted = self.filtered("posted_before")
        self._serialize_corrections()
        posted = super()._post(soft)
        for note in posted.filtered("is_note"):
            with note._soften_refusal():
                note._refuse_wrong_origins(posting=True)
        posted._guard_credits()
        (posted & reposted)._guard_shrunk()
        return posted

    def button_draft(self):
        if not self:
            # Core calls this for each line that it changes
            return super().button_draft()
        raising = self.filtered(
            lambda move: move.is_note and not move._is_credit_note()
        )
        raising._serialize_corrections()
        raising._guard_credited()
        result = super().button_draft()
        raising._guard_shrunk()
        return result

    def _serialize_corrections(self):
        """Make transactions that correct the same invoice wait for each other.

        Under repeatable read a lock alone is not enough: the second transaction
        would go on with its old picture of what is credited. Changing the row
        makes it fail with a serialization error, upon which Odoo repeats it.
        """
        notes = self.filtered("is_note")
        root_ids = notes and notes.sudo()._get_family_roots().ids
        if root_ids:
            # The ids in one order for everybody, so that no two wait crosswise
            self.env.cr.execute(
                SQL(
                    """UPDATE account_move SET write_date = write_date
                        WHERE id IN (SELECT id FROM account_move WHERE id IN %s
                                      ORDER BY id FOR NO KEY UPDATE)""",
                    tuple(root_ids),
                )
            )

    def _guard_credits(self):
        """Apply the guard to those of these documents that are credit notes.

        :raises UserError: naming the invoice, the figures and the way out
        """
        credits = self.filtered(lambda move: move._is_credit_note())
        # The others are judged as if those somebody answers for came after them
        accepted = credits.filtered("has_note_override")
        self._guard((credits - accepted)._find_excesses(without=accepted))

    def _guard_credited(self):
        """Apply the guard to debit notes that would leave credit notes on a draft."""
        for move in self.sudo():
            credits = move.credit_note_ids.filtered(lambda n: n.state == "posted")
            if credits:
                text = self.env._(
                    "Credit notes correct %(note)s %(credits)s, and what is a draft "
                    "cannot be corrected. Reset them to draft first.",
                    note=move.display_name,
                    credits=move._format_names(credits),
                )
                self._guard([Excess(move, credits, text)])

    def _guard_shrunk(self):
        """Apply the guard to invoices and debit notes that may bear less now."""
        shrunk = self.filtered(lambda move: not move._is_credit_note())
        if shrunk:
            self._guard(shrunk._find_excesses(without=shrunk._get_accepted_notes()))

    def _guard(self, excesses):
        for excess in excesses:
            documents = excess.notes or excess.invoice
            guards = {move._get_guard() for move in documents}
            if "block" in guards:
                raise coded(UserError(excess.text), "over_credited")
            if "warn" in guards:
                for move in excess.invoice | excess.notes:
                    move.message_post(body=plaintext2html(excess.text))

    def _get_guard(self):
        """Return what happens when this document exceeds: off, warn or block."""
        guard = self.journal_id._note_policy().guard
        return "warn" if guard == "block" and self._is_guard_soft() else guard
