from odoo import api, fields, models


class AccountNoteAllocationItem(models.TransientModel):
    """An open item in the window *Apply Credits*: one instalment of a document."""

    _name = "account.note.allocation.item"
    _inherit = "account.note.allocation.row"
    _description = "Open Item to Settle"

    wizard_id = fields.Many2one(
        "account.note.allocation", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    is_proposed = fields.Boolean(
        string="Include",
        default=True,
        help="The strategy fills the amounts of these rows alone.",
    )
    installment = fields.Char(
        string="Instalment",
        compute="_compute_installment",
        help="Which instalment of how many: 2/3 is the second of three.",
    )
    due_date = fields.Date(compute="_compute_installment")
    original_amount = fields.Monetary(
        string="Amount", compute="_compute_installment", help="Of the instalment."
    )
    amount = fields.Monetary(
        string="To Apply", help="How much of the open amount the credits settle."
    )
    proposed_amount = fields.Monetary(default=0.0)
    after_amount = fields.Monetary(
        string="Open After", help="What is still to pay afterwards."
    )
    refusal = fields.Char(string="Not Possible Because", compute="_compute_refusal")

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, line_id)", "An open item can be chosen only once."
    )

    @api.depends("line_id")
    def _compute_installment(self):
        for row in self:
            line = row.line_id
            row.installment = line._get_installment_label()
            row.due_date = line.date_maturity or line.date
            row.original_amount = abs(line.amount_currency)

    @api.depends("amount", "open_amount")
    def _compute_after_amount(self):
        for row in self:
            row.after_amount = row.open_amount - row.amount

    @api.depends("wizard_id.credit_ids.amount")
    def _compute_refusal(self):
        for window, rows in self.grouped("wizard_id").items():
            credits = window._get_credits_in_use()
            allowed = credits._get_applicable(window.item_ids.line_id._origin)
            possible = frozenset().union(*allowed.values())
            for row in rows:
                item = row.line_id._origin
                if not credits or item.id in possible:
                    row.refusal = False
                else:
                    codes = credits[0]._get_application_refusals(item)
                    row.refusal = credits[0]._get_application_refusal_text(
                        codes[0], item
                    )

    def write(self, vals):
        result = super().write(vals)
        if {"amount", "is_proposed"} & vals.keys():
            self.wizard_id._follow({"item_ids"})
        return result

    def _is_by_hand(self):
        return self._get_steps("amount") != self._get_steps("proposed_amount")
