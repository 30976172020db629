from odoo import fields, models
from odoo.exceptions import UserError

# Only this very object lets a note become posted: a client can send True, never it
_POSTING = object()


class AccountMove(models.Model):
    """A note is posted by posting it: there all its rules are checked.

    Core lets a program write the state alone, which numbers and settles nothing.
    """

    _inherit = "account.move"

    def _post(self, soft=True):
        self._date_together()
        posting = self.with_context(note_posting=_POSTING)
        posted = super(AccountMove, posting)._post(soft=soft)
        return posted.with_env(self.env)

    def _date_together(self):
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
        if len(undated) > 1:
            undated.with_context(
                skip_is_manually_modified=True
            ).invoice_date = fields.Date.context_today(self)

    def write(self, vals):
        is_posting = self.env.context.get("note_posting") is _POSTING
        if vals.get("state") != "posted" or is_posting:
            return super().write(vals)
        # Named as they are now, for the state alone would give them numbers
        names = {move: move.display_name for move in self if move.state != "posted"}
        result = super().write(vals)
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
        return result
