from odoo import api, fields, models


class AccountNoteBatchLine(models.Model):
    """One document of a batch, and what became of it."""

    _name = "account.note.batch.line"
    _inherit = ["account.note.batch.gate"]
    _description = "Document of a Batch"
    _order = "id"
    _rec_name = "move_id"

    batch_id = fields.Many2one(
        "account.note.batch", required=True, readonly=True, ondelete="cascade"
    )
    move_id = fields.Many2one(
        "account.move",
        string="Document",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(related="move_id.partner_id")
    currency_id = fields.Many2one(related="move_id.currency_id")
    amount_total = fields.Monetary(string="Total", compute="_compute_amount_total")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    note_id = fields.Many2one(
        "account.move",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    error_code = fields.Char(
        readonly=True, help="A word for the rule, the same in every language."
    )
    error = fields.Text(string="Why It Failed", readonly=True)
    done_on = fields.Datetime(string="Handled on", readonly=True)

    # Leads to the next rows that wait, and counts rows by state
    _batch_state = models.Index("(batch_id, state, id)")
    _once = models.UniqueIndex("(batch_id, move_id)")

    # Not on the amount itself: every change of any document would look for batches
    @api.depends("move_id")
    def _compute_amount_total(self):
        for line in self:
            line.amount_total = line.move_id.amount_total

    def action_open_document(self):
        """Return the action that shows the document that is corrected."""
        self.ensure_one()
        return self.move_id._get_records_action()

    def action_open_note(self):
        """Return the action that shows the note that was made."""
        self.ensure_one()
        return self.note_id._get_records_action()
