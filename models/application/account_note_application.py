from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...tools.cause import Cause
from ...tools.errors import with_code
from ..lifecycle import gate


class AccountNoteApplication(models.Model):
    """The journal of applications: what settled a note, or what a note settled.

    Each record is an event, written when core's partial reconciliations come and go, so
    that no route passes it by. Nothing here changes or disappears: what is unapplied
    is a second record, with the amounts of the first below zero.
    """

    _name = "account.note.application"
    _description = "Application of a Credit"
    _order = "id desc"
    _rec_name = "credit_name"

    kind = fields.Selection(
        [("apply", "Applied"), ("unapply", "Unapplied")],
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
        "was unapplied.",
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
        string="Unapplies",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    undone_by_ids = fields.One2many(
        "account.note.application", "undone_id", string="Unapplied by"
    )
    is_in_force = fields.Boolean(
        string="In Force",
        compute="_compute_is_in_force",
        search="_search_is_in_force",
        help="The credit is still applied.",
    )
    is_reset = fields.Boolean(
        string="Through Reset to Draft",
        readonly=True,
        help="Unapplied because the credit note was reset to draft.",
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

    # At uninstallation too, for a client can send the key that says so
    @api.ondelete(at_uninstall=True)
    def _refuse_change(self):
        raise AccessError(self.env._(gate.APPLICATION.text))

    @api.model_create_multi
    def create(self, vals_list):
        self._check_gate()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_change()
        return super().write(vals)

    def action_open_unapply(self):
        """Return the window that unapplies these applications.

        :rtype: dict
        :raises UserError: where none is in force
        """
        return self.env["account.note.unapply"]._open_for(self)

    def _check_gate(self):
        gate.APPLICATION.check(self.env)

    @api.model
    def _record(self, vals_list):
        """Add events to the journal; nothing else can."""
        if not vals_list:
            return self.browse()
        journal = gate.APPLICATION.open(self.sudo())
        # The records go on without the gate
        return self.browse(journal.create(vals_list).ids)

    @api.model
    def _of_partials(self, partial_ids):
        """Return the applications that partial reconciliations were recorded as."""
        return self.search(
            [("kind", "=", "apply"), ("partial_number", "in", partial_ids)]
        )

    def _unapply(self, reason=None):
        """Unapply these applications, exactly these.

        :param str reason: why, for the journal
        :return: the records of what was unapplied
        :raises UserError: where one is not in force, or its period is locked
        """
        for record in self:
            record._check_may_unapply()
        # The rights of the caller decide, as for core's matching
        partials = self.env["account.partial.reconcile"].browse(
            self.mapped("partial_number")
        )
        partials.with_context(note_application_cause=Cause(reason)).unlink()
        self.invalidate_recordset(["undone_by_ids", "is_in_force"])
        return self.undone_by_ids

    def _check_may_unapply(self):
        if not self.is_in_force:
            text = self.env._(
                "%(credit)s is no longer applied to %(item)s: nothing to "
                "unapply. Open the list again.",
                credit=self.credit_name,
                item=self.item_name,
            )
            raise with_code(UserError(text), "not_in_force")
        locks = self.company_id._get_violated_lock_dates(
            self.date, False, self.credit_move_id.journal_id
        )
        if locks:
            text = self.env._(
                "%(credit)s was applied to %(item)s on %(date)s, in a locked "
                "period (%(locks)s). Open the period to unapply it, or "
                "correct it with a new document.",
                credit=self.credit_name,
                item=self.item_name,
                date=format_date(self.env, self.date),
                locks=self.env["res.company"]._format_lock_dates(locks),
            )
            raise with_code(UserError(text), "locked_period")
