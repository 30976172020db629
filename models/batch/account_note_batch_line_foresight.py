from odoo import api, fields, models
from odoo.exceptions import UserError

from .account_note_batch import LETTERS


class AccountNoteBatchLine(models.Model):
    """What the note of a row will come to, before its batch is started.

    It is looked at for the rows that are shown, a page at a time, and never kept.
    """

    _inherit = "account.note.batch.line"

    foreseen_amount = fields.Monetary(
        string="Note Amount",
        compute="_compute_foreseen",
        help="What the note will come to, taxes included.",
    )
    foreseen_refusal = fields.Text(
        string="Will Be Refused", compute="_compute_foreseen"
    )

    @api.depends("state", "move_id", "batch_id.started_on")
    def _compute_foreseen(self):
        for row in self:
            row.foreseen_amount, row.foreseen_refusal = row._foresee()

    def action_take_out(self):
        """Leave these documents out of a batch; nothing is made of them."""
        self._check_may_change()
        self._take_out()
        return True

    def action_put_back(self):
        """Let documents that were taken out wait again, before the batch is started."""
        self._check_may_change()
        out = self.filtered(
            lambda row: row.state == "cancelled" and not row.batch_id.started_on
        )
        out._write_through_gate({"state": "waiting", "error": False})
        return True

    def _check_may_change(self):
        self.check_access("read")
        self.batch_id._check_may_run()

    def _take_out(self, reason=False):
        waiting = self.filtered(lambda row: row.state == "waiting")
        # Held by a worker: it is being done
        free = waiting.sudo().try_lock_for_update()
        free._write_through_gate({"state": "cancelled", "error": reason})

    def _foresee(self):
        """Return the amount of the note, and why it would be refused."""
        batch = self.batch_id
        if batch.started_on or self.state != "waiting" or batch.side in LETTERS:
            return 0.0, False
        note_api = self.env["account.note.api"].with_company(batch.company_id)
        try:
            preview = note_api._preview_of_batch(
                batch.side, batch.request, self.move_id
            )
        except UserError as error:
            return 0.0, str(error)
        return preview["total_amount"], preview["refusal"] or False
