from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.refusal import coded


class AccountNoteApplication(models.Model):
    """Taking applications back: the match goes, the journal grows."""

    _inherit = "account.note.application"

    @api.model
    def _of_partials(self, partial_ids):
        """Return the applications that partial reconciliations were recorded as."""
        return self.search(
            [("kind", "=", "apply"), ("partial_number", "in", partial_ids)]
        )

    def action_open_unapply(self):
        """Return the window that takes these applications back.

        :rtype: dict
        :raises UserError: where none is in force
        """
        return self.env["account.note.unapply"]._open_for(self)

    def _unapply(self, reason=None):
        """Take these applications back, exactly these.

        :param str reason: why, for the journal
        :return: the records of what was taken back
        :raises UserError: where one is not in force, or its period is locked
        """
        for record in self:
            record._refuse_unapply()
        # The rights of the caller decide, as for core's matching
        partials = self.env["account.partial.reconcile"].browse(
            self.mapped("partial_number")
        )
        partials.with_context(note_application_reason=reason or "").unlink()
        self.invalidate_recordset(["undone_by_ids", "is_in_force"])
        return self.undone_by_ids

    def _refuse_unapply(self):
        if not self.is_in_force:
            text = self.env._(
                "%(credit)s is no longer applied to %(item)s: nothing to take "
                "back. Open the list again.",
                credit=self.credit_name,
                item=self.item_name,
            )
            raise coded(UserError(text), "not_in_force")
        locks = self.company_id._get_violated_lock_dates(
            self.date, False, self.credit_move_id.journal_id
        )
        if locks:
            text = self.env._(
                "%(credit)s was applied to %(item)s on %(date)s, in a locked "
                "period (%(locks)s). Open the period to take it back, or "
                "correct it with a new document.",
                credit=self.credit_name,
                item=self.item_name,
                date=format_date(self.env, self.date),
                locks=self.env["res.company"]._format_lock_dates(locks),
            )
            raise coded(UserError(text), "locked_period")
