from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.sentinel import is_ours


class AccountMove(models.Model):
    """A note is posted by posting it: there all its rules are checked.

    Core lets a program write the state alone, which numbers and settles nothing.
    """

    _inherit = "account.move"

    def _note_fill_dates(self):
        """Give notes without a date that of today, which core does one by one.

        Not where a rate may depend on it.
        """
        undated = self.filtered(
            lambda note: (
                not note.invoice_date
                and note.state == "draft"
                and note.is_note
                and note.is_sale_document(include_receipts=True)
                and note.currency_id == note.company_currency_id
            )
        )
        # core: posting writes the date of undated documents one by one (19.0), delete
        # when it writes them together
        if len(undated) > 1:
            today = fields.Date.context_today(self)
            undated = undated.with_context(skip_is_manually_modified=True)
            due = undated.filtered(lambda note: note._note_is_due_at_once_on(today))
            # core: goes through the lines of documents that it dates (`write`, 19.0),
            # delete when it leaves out those whose lines do not change
            due.with_context(skip_invoice_sync=True).invoice_date = today
            (undated - due).invoice_date = today

    def _note_is_due_at_once_on(self, date):
        """Tell whether this note is due on a day, so that the date changes no line."""
        dates = {
            line.date_maturity
            for line in self.line_ids
            if line.display_type == "payment_term"
        }
        return (
            dates == {date}
            and not self.invoice_payment_term_id
            and self._note_knows_steps()
        )

    def _note_check_posted_by_state(self, names):
        """Check that no note became posted without being posted.

        :param dict names: of documents whose state was written, by document
        :raises UserError: naming the note and the way out
        """
        if is_ours(self.env.context, "note_posting"):
            return
        for move, name in names.items():
            # What is written besides may make a note of it
            if move._is_note():
                raise UserError(
                    self.env._(
                        "%(note)s cannot be posted by writing its state: its rules "
                        "would not be checked. Call action_post.",
                        note=name,
                    )
                )
