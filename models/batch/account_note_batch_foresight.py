from odoo import models
from odoo.exceptions import UserError

# How many documents are looked at while somebody waits
MAX_LOOKED_AT = 1000


class AccountNoteBatch(models.Model):
    """A batch that is not started yet: what would be refused can be taken out."""

    _inherit = "account.note.batch"

    def action_take_out_refused(self):
        """Take out the documents whose note would be refused, and say why on each.

        :raises UserError: where they are too many to look at
        """
        self.ensure_one()
        self._check_may_run()
        rows = self.line_ids.filtered(lambda row: row.state == "waiting")
        if len(rows) > MAX_LOOKED_AT:
            raise UserError(
                self.env._(
                    "These are %(count)s documents; up to %(limit)s can be looked at "
                    "at once. Start the batch: what is refused fails alone, and its "
                    "reason is shown.",
                    count=len(rows),
                    limit=MAX_LOOKED_AT,
                )
            )
        for row in rows.filtered("foreseen_refusal"):
            row._take_out(row.foreseen_refusal)
        return True
