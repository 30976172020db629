from odoo import api, fields, models


class AccountPaymentRegister(models.TransientModel):
    """What is left to pay once the ticked credits are applied."""

    _inherit = "account.payment.register"

    credit_currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_credit_amounts",
        help="Empty where documents in several currencies are paid.",
    )
    credit_open_amount = fields.Monetary(
        string="Open",
        currency_field="credit_currency_id",
        compute="_compute_credit_amounts",
    )
    credit_applied_amount = fields.Monetary(
        string="Applied from Credits",
        currency_field="credit_currency_id",
        compute="_compute_credit_amounts",
    )
    credit_left_amount = fields.Monetary(
        string="Left to Pay",
        currency_field="credit_currency_id",
        compute="_compute_credit_amounts",
    )
    credit_refund_amount = fields.Monetary(
        string="Left to Pay Out",
        currency_field="credit_currency_id",
        compute="_compute_credit_amounts",
        help="What remains of the selected credits.",
    )
    is_settled_by_credits = fields.Boolean(compute="_compute_credit_amounts")
    lost_discount_text = fields.Char(compute="_compute_lost_discount_text")

    @api.depends("line_ids", "credit_line_ids")
    def _compute_credit_amounts(self):
        for wizard in self:
            selected = wizard._get_payable_lines()
            credits = wizard.credit_row_ids.line_id._origin
            credits |= wizard.credit_line_ids._origin
            items = selected - credits
            currency = items.currency_id
            used = wizard._get_used_amounts()
            opened = abs(sum(items.mapped("amount_residual_currency")))
            applied = sum(used.get(item, 0.0) for item in items)
            refunded = wizard.line_ids._origin & credits
            over = abs(sum(refunded.mapped("amount_residual_currency"))) - sum(
                used.get(line, 0.0) for line in refunded
            )
            wizard.credit_currency_id = currency if len(currency) == 1 else False
            wizard.credit_open_amount = opened
            wizard.credit_applied_amount = applied
            wizard.credit_left_amount = opened - applied
            wizard.credit_refund_amount = over
            to_pay = wizard.line_ids._origin
            wizard.is_settled_by_credits = bool(used) and not to_pay._filter_left_open(
                used
            )

    @api.depends("credit_line_ids", "line_ids", "payment_date")
    def _compute_lost_discount_text(self):
        for wizard in self:
            date = wizard.payment_date or fields.Date.context_today(wizard)
            items = self.env["account.move.line"].union(
                *(item for _credit, item, _amount in wizard._get_credit_plan())
            )
            lost = items._get_lost_discounts(date)
            wizard.lost_discount_text = bool(lost) and self.env._(
                "Using credits loses the early payment discount of %(documents)s. "
                "Untick the credits to keep it.",
                documents=", ".join(lost.move_id.mapped("display_name")),
            )

    @api.depends("credit_line_ids")
    def _compute_amount(self):
        return super()._compute_amount()

    def _get_total_amounts_to_pay(self, batch_results):
        shares = self._get_credit_plan()
        if shares:
            lines = self.env["account.move.line"]._with_planned_use(shares)
            self = self.with_env(lines.env)
        return super()._get_total_amounts_to_pay(batch_results)
