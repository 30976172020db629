from odoo import api, fields, models


class AccountMoveReleasedPayment(models.Model):
    """What had settled a document when another one took its place.

    Rows are made from within only; nobody has the right to create or change one.
    """

    _name = "account.move.released.payment"
    _description = "Payment Released by a Replacement"
    _order = "id"

    move_id = fields.Many2one(
        "account.move",
        string="Replacement",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    line_id = fields.Many2one(
        "account.move.line",
        string="Journal Item",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
        help="The open item of the payment, or of another document.",
    )
    payment_id = fields.Many2one(
        "account.payment",
        string="Waiting Payment",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
        help="A payment that waits for the bank and has no entry yet.",
    )
    name = fields.Char(string="Payment", compute="_compute_name")
    date = fields.Date(compute="_compute_name")
    company_id = fields.Many2one(related="move_id.company_id", store=True)
    currency_id = fields.Many2one(
        "res.currency", required=True, readonly=True, help="That of the document."
    )
    amount = fields.Monetary(
        string="Released",
        readonly=True,
        help="How much of it had settled the replaced document.",
    )
    applied_amount = fields.Monetary(
        string="Moved",
        compute="_compute_applied_amount",
        help="How much of it settles the replacement.",
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "What a replacement releases is above zero."
    )
    _one_source = models.Constraint(
        "CHECK((line_id IS NULL) <> (payment_id IS NULL))",
        "What is released is either a journal item or a payment.",
    )

    @api.depends("line_id", "payment_id")
    def _compute_name(self):
        for row in self:
            row.name = row.line_id.move_id.name or row.payment_id.display_name
            row.date = row.line_id.date or row.payment_id.date

    @api.depends("line_id", "payment_id", "move_id")
    def _compute_applied_amount(self):
        for row in self:
            found = row.move_id._note_get_releasable()
            source = row.line_id or row.payment_id
            row.applied_amount = min(found.get(source, 0.0), row.amount)
