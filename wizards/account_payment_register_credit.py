from odoo import api, fields, models


class AccountPaymentRegisterCredit(models.TransientModel):
    """An open credit that the payment window shows, ticked or not."""

    _name = "account.payment.register.credit"
    _description = "Credit to Use before Paying"

    wizard_id = fields.Many2one(
        "account.payment.register", required=True, ondelete="cascade", index=True
    )
    line_id = fields.Many2one(
        "account.move.line", required=True, ondelete="cascade", readonly=True
    )
    is_used = fields.Boolean(
        string="Use",
        help="The credit is applied before anything is paid. Without it the credit "
        "stays open.",
    )
    move_id = fields.Many2one(related="line_id.move_id", string="Credit")
    partner_id = fields.Many2one(related="line_id.partner_id")
    date = fields.Date(related="line_id.date")
    currency_id = fields.Many2one(related="line_id.currency_id")
    open_amount = fields.Monetary(string="Open", compute="_compute_open_amount")
    applied_amount = fields.Monetary(
        string="To be Applied",
        compute="_compute_applied_amount",
        help="What of the credit settles the documents, by the company's strategy.",
    )

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, line_id)", "A credit can be used only once."
    )

    @api.depends("line_id")
    def _compute_open_amount(self):
        for row in self:
            row.open_amount = abs(row.line_id.amount_residual_currency)

    @api.depends("wizard_id.credit_line_ids", "wizard_id.line_ids")
    def _compute_applied_amount(self):
        for wizard, rows in self.grouped("wizard_id").items():
            used = wizard._get_used_amounts() if wizard else {}
            for row in rows:
                row.applied_amount = used.get(row.line_id._origin, 0.0)
