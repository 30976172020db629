from odoo import api, fields, models
from odoo.exceptions import AccessError

# Only this very object lets records be made: a client can send True, never it
_GATE = object()


class AccountNoteApplication(models.Model):
    """The journal of applications: what settled a note, or what a note settled.

    Each record is an event, written when core's partial reconciliations come and
    go, so that no route passes it by. Nothing here changes or disappears: what is
    taken back is a second record, with the amounts of the first below zero.
    """

    _name = "account.note.application"
    _description = "Application of a Credit"
    _order = "id desc"
    _rec_name = "credit_name"

    kind = fields.Selection(
        [("apply", "Applied"), ("unapply", "Taken back")],
        string="Event",
        required=True,
        readonly=True,
    )
    date = fields.Date(
        required=True,
        readonly=True,
        index=True,
        help="The day from which the credit counts as applied, or no longer does.",
    )
    user_id = fields.Many2one(
        "res.users", string="By", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    partner_id = fields.Many2one(
        "res.partner", readonly=True, index=True, ondelete="restrict"
    )
    account_type = fields.Selection(
        [("asset_receivable", "Customer"), ("liability_payable", "Vendor")],
        string="Side",
        required=True,
        readonly=True,
    )
    credit_move_id = fields.Many2one(
        "account.move", string="Credit", readonly=True, index=True, ondelete="set null"
    )
    credit_line_id = fields.Many2one(
        "account.move.line", readonly=True, ondelete="set null"
    )
    credit_name = fields.Char(
        string="Number of the Credit",
        readonly=True,
        help="As it was at that moment, whatever became of the document.",
    )
    item_move_id = fields.Many2one(
        "account.move",
        string="Applied to",
        readonly=True,
        index=True,
        ondelete="set null",
    )
    item_line_id = fields.Many2one(
        "account.move.line", readonly=True, ondelete="set null"
    )
    item_name = fields.Char(
        string="Number of the Document",
        readonly=True,
        help="As it was at that moment, whatever became of the document.",
    )
    installment = fields.Char(
        string="Instalment",
        readonly=True,
        help="Which instalment of how many: 2/3 is the second of three.",
    )
    due_date = fields.Date(readonly=True)
    amount = fields.Monetary(
        readonly=True,
        help="What of the credit was applied, in its currency; below zero where it "
        "was taken back.",
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    item_amount = fields.Monetary(
        string="Amount Settled",
        currency_field="item_currency_id",
        readonly=True,
        help="What of the document was settled, in its currency.",
    )
    item_currency_id = fields.Many2one(
        "res.currency", string="Document Currency", required=True, readonly=True
    )
    company_amount = fields.Monetary(
        string="Amount in Company Currency",
        currency_field="company_currency_id",
        readonly=True,
    )
    reason = fields.Char(readonly=True)
    partial_number = fields.Integer(
        string="Match",
        readonly=True,
        index=True,
        aggregator=None,
        help="Number of the partial reconciliation, which is gone once it was undone.",
    )
    undone_id = fields.Many2one(
        "account.note.application",
        string="Takes back",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    undone_by_ids = fields.One2many(
        "account.note.application", "undone_id", string="Taken back by"
    )
    is_in_force = fields.Boolean(
        string="In Force",
        compute="_compute_is_in_force",
        search="_search_is_in_force",
        help="The credit is still applied.",
    )

    @api.depends("kind", "undone_by_ids")
    def _compute_is_in_force(self):
        for record in self:
            record.is_in_force = record.kind == "apply" and not record.undone_by_ids

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        in_force = [("kind", "=", "apply"), ("undone_by_ids", "=", False)]
        if set(value) == {True, False}:
            return []
        return in_force if True in value else ["!", "&", *in_force]

    @api.depends("credit_name", "item_name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.credit_name} → {record.item_name}"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_gate()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_change()
        return super().write(vals)

    # At uninstallation too, for a client can send the key that says so
    @api.ondelete(at_uninstall=True)
    def _refuse_change(self):
        raise AccessError(
            self.env._(
                "The journal of applications is permanent: nobody adds, changes or "
                "deletes its records. To take an application back, use Unapply: "
                "that is recorded as well."
            )
        )

    def _check_gate(self):
        if self.env.context.get("note_application_gate") is not _GATE:
            self._refuse_change()

    @api.model
    def _record(self, vals_list):
        """Add events to the journal; nothing else can."""
        if not vals_list:
            return self.browse()
        journal = self.sudo().with_context(note_application_gate=_GATE)
        # The records go on without the gate
        return self.browse(journal.create(vals_list).ids)
