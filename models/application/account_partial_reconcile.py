from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.cause import Cause
from ...tools.errors import with_code
from ...tools.payload import read_ids
from ...tools.settlement import OPEN_ACCOUNT_TYPES
from ..payload import ensure_vals, get_changes

# What the journal of applications recorded of a match
RECORDED_FIELDS = {
    "amount",
    "application_date",
    "company_id",
    "credit_amount_currency",
    "credit_move_id",
    "debit_amount_currency",
    "debit_move_id",
    "max_date",
}


class AccountPartialReconcile(models.Model):
    """Every match of a note, and its end, goes into the journal of applications."""

    _inherit = "account.partial.reconcile"

    application_date = fields.Date(
        readonly=True,
        help="The day on which somebody applied a credit, where it is later than both "
        "documents.",
    )

    @api.depends("application_date")
    def _compute_max_date(self):
        result = super()._compute_max_date()
        # An application is a transaction of its own day: reports as of an earlier
        # one show the credit and the debt still open
        for partial in self:
            if partial.application_date:
                partial.max_date = max(partial.max_date, partial.application_date)
        return result

    @api.model_create_multi
    def create(self, vals_list):
        date = self.env["account.move.line"]._note_get_match_date()
        if date:
            vals_list = [{**vals, "application_date": date} for vals in vals_list]
        partials = super().create(vals_list)
        journal = self.env["account.note.application"]
        records = journal._record(
            [
                {**partial._prepare_note_application(), "kind": "apply"}
                for partial in partials
                if partial._note_is_application()
            ]
        )
        Cause.of(self.env.context).recorded += records.ids
        return partials

    def write(self, vals):
        ensure_vals(self.env, [vals])
        names = RECORDED_FIELDS & vals.keys()
        # What is no id of a record is answered by core
        stored = self.browse(read_ids(self._ids) or ()) if names else ()
        for partial in stored:
            partial._note_check_recorded({name: vals[name] for name in names})
        return super().write(vals)

    def _note_check_recorded(self, vals):
        """Check that what the journal recorded of this match stays as it is.

        :raises UserError: naming the documents and the way out
        """
        if get_changes(self, vals) and self._note_is_application():
            text = self.env._(
                "What %(credit)s settles of %(debit)s is in the journal of "
                "applications: it cannot be changed. Unapply it, and apply the "
                "right amount.",
                credit=self.credit_move_id.move_id.display_name,
                debit=self.debit_move_id.move_id.display_name,
            )
            raise with_code(UserError(text), "application_recorded")

    def unlink(self):
        journal = self.env["account.note.application"]
        # Core hands a match over twice where both of its lines are unreconciled
        ended = self.union().filtered(lambda partial: partial._note_is_application())
        if not ended:
            # Core calls this for each line that it changes, matched or not
            return super().unlink()
        applied = {
            record.partial_number: record.id
            for record in journal.sudo()._of_partials(ended.ids)
        }
        today = fields.Date.context_today(self)
        events = [
            partial._prepare_note_end_of_application(applied.get(partial.id), today)
            for partial in ended
        ]
        # Before the match goes, for documents may go with it
        journal._record(events)
        return super().unlink()

    def _note_is_application(self):
        """Tell whether one side is a note and the other no exchange difference."""
        lines = self.debit_move_id | self.credit_move_id
        # On one account as a rule, but core asks for none
        accounts = lines.account_id
        if any(account.account_type not in OPEN_ACCOUNT_TYPES for account in accounts):
            return False
        if not any(move._is_note() for move in lines.move_id):
            return False
        exchange_journal = self.company_id.currency_exchange_journal_id
        return exchange_journal not in lines.journal_id

    def _prepare_note_application(self):
        """Return the values of a record of the journal; amounts above zero."""
        account_type = self.debit_move_id.account_id.account_type
        sides = [
            (self.debit_move_id, self.debit_amount_currency),
            (self.credit_move_id, self.credit_amount_currency),
        ]
        if account_type == "asset_receivable":
            sides.reverse()  # what lowers the claim is the credit
        (credit, amount), (item, item_amount) = sides
        return {
            "date": self.max_date,
            "user_id": self.env.uid,
            "company_id": self.company_id.id,
            "account_type": account_type,
            "company_amount": self.amount,
            "partial_number": self.id,
            "reason": Cause.of(self.env.context).reason,
            **credit._prepare_note_applied_credit(amount),
            **item._prepare_note_settled_item(item_amount),
        }

    def _note_is_of_draft(self):
        """Tell whether a side was reset to draft: a change of it ends the match."""
        moves = (self.debit_move_id | self.credit_move_id).move_id
        return any(move.state == "draft" for move in moves)

    def _prepare_note_end_of_application(self, applied_id, date):
        values = self._prepare_note_application()
        return {
            **values,
            "kind": "unapply",
            "date": date,
            "undone_id": applied_id,
            "is_reset": Cause.of(self.env.context).is_reset or self._note_is_of_draft(),
            "amount": -values["amount"],
            "item_amount": -values["item_amount"],
            "company_amount": -values["company_amount"],
        }
