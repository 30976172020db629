from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.notification import notify
from ..tools.application import Application


class AccountPaymentRegister(models.TransientModel):
    """The ticked credits are applied first; what then remains is paid."""

    _inherit = "account.payment.register"

    credit_currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_note_credit_amounts",
        help="Empty where documents in several currencies are paid.",
    )
    credit_open_amount = fields.Monetary(
        string="Open",
        currency_field="credit_currency_id",
        compute="_compute_note_credit_amounts",
    )
    credit_applied_amount = fields.Monetary(
        string="Applied from Credits",
        currency_field="credit_currency_id",
        compute="_compute_note_credit_amounts",
    )
    credit_left_amount = fields.Monetary(
        string="Left to Pay",
        currency_field="credit_currency_id",
        compute="_compute_note_credit_amounts",
    )
    credit_refund_amount = fields.Monetary(
        string="Left to Pay Out",
        currency_field="credit_currency_id",
        compute="_compute_note_credit_amounts",
        help="What remains of the selected credits.",
    )
    is_settled_by_credits = fields.Boolean(compute="_compute_note_credit_amounts")
    lost_discount_text = fields.Char(compute="_compute_note_lost_discount_text")

    @api.depends("line_ids", "credit_line_ids")
    def _compute_note_credit_amounts(self):
        for wizard in self:
            selected = wizard._note_get_payable_lines()
            credits = wizard.credit_row_ids.line_id._origin
            credits |= wizard.credit_line_ids._origin
            items = selected - credits
            currency = items.currency_id
            used = wizard._note_get_used_amounts()
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
            wizard.is_settled_by_credits = bool(
                used
            ) and not to_pay._note_filter_remaining_open(used)

    @api.depends("credit_line_ids", "line_ids", "payment_date")
    def _compute_note_lost_discount_text(self):
        for wizard in self:
            date = wizard.payment_date or fields.Date.context_today(wizard)
            items = self.env["account.move.line"].union(
                *(item for _credit, item, _amount in wizard._note_get_credit_plan())
            )
            lost = items._note_get_lost_discounts(date)
            wizard.lost_discount_text = bool(lost) and self.env._(
                "Using credits loses the early payment discount of %(documents)s. "
                "Untick the credits to keep it.",
                documents=", ".join(lost.move_id.mapped("display_name")),
            )

    @api.depends("credit_line_ids")
    def _compute_amount(self):
        return super()._compute_amount()

    def action_create_payments(self):
        """Apply the credits, pay what is left.

        :return: core's action; where nothing was left to pay, one that says so
        """
        settled = self.is_settled_by_credits
        action = super().action_create_payments()
        if not settled or not isinstance(action, dict):
            return action
        return notify(
            self.env._(
                "The credits were applied. Nothing was left to pay, so no payment was "
                "made."
            )
        )

    def _create_payments(self):
        if self.credit_line_ids and not self._note_settle_with_credits():
            return self.env["account.payment"]
        return super()._create_payments()

    def _get_total_amounts_to_pay(self, batch_results):
        shares = self._note_get_credit_plan()
        if shares:
            lines = self.env["account.move.line"]._note_with_planned_use(shares)
            self = self.with_env(lines.env)
        return super()._get_total_amounts_to_pay(batch_results)

    def _note_settle_with_credits(self):
        """Apply the ticked credits.

        :return: what is left to pay
        :raises UserError: naming the document, the rule and the way out
        """
        self._note_check_usable_credits()
        shares = self._note_get_credit_plan()
        if shares:
            spec = Application.of(
                shares,
                day=self.payment_date,
                reason=self.env._("Used before a payment"),
                seen=self._note_get_seen_amounts(),
            )
            self.env["account.move"]._note_apply(spec)
        left = self.line_ids.filtered(lambda line: not line.reconciled)
        if left:
            self._note_pay_only(left)
        return left

    def _note_get_seen_amounts(self):
        """Return what the window showed: {line id: open amount}, none for programs."""
        seen = self.seen_amounts if isinstance(self.seen_amounts, dict) else {}
        return {
            line.id: seen[str(line.id)]
            for line in self._note_get_payable_lines() | self.credit_line_ids
            if isinstance(seen.get(str(line.id)), int | float)
        }

    def _note_pay_only(self, lines):
        """Pay these lines, as the user said where the payment is the same.

        The credits are applied: from here on core reads what is really open.
        """
        entered = [
            field
            for field in self._fields.values()
            if field.store and field.compute and not field.readonly
        ]
        before, was_one = (
            (self.can_edit_wizard, self.payment_type),
            self._note_is_one_entry(),
        )
        with self.env.protecting(entered, self):
            self.write(
                {
                    "line_ids": [Command.set(lines.ids)],
                    "credit_line_ids": [Command.clear()],
                }
            )
        outdated = []
        if before != (self.can_edit_wizard, self.payment_type):
            kept = ("credit_line_ids", "group_payment")
            outdated = [field for field in entered if field.name not in kept]
        elif was_one != self._note_is_one_entry():
            # The memo of one document, which nobody could see before
            outdated = [self._fields["communication"]]
        for field in outdated:
            self.env.add_to_compute(field, self)

    def _note_is_one_entry(self):
        """Tell whether core makes one payment, of the amount that is entered."""
        is_whole = len(self.line_ids) == 1 or self.group_payment
        return self.can_edit_wizard and is_whole

    def _note_check_usable_credits(self):
        """Check that each credit may settle something of what is paid.

        :raises UserError: naming the credit and the way out
        """
        credits = self.credit_line_ids
        items = self._note_get_payable_lines() - credits
        groups = credits._note_group_by_fitting_items(items)
        fitting = credits.browse().union(*(group for _items, group in groups))
        for credit in credits - fitting:
            if not items:
                raise UserError(
                    self.env._(
                        "%(credit)s: nothing is selected that it could settle. "
                        "Select an invoice of the same partner too, or do not use "
                        "the credit, to pay it out.",
                        credit=credit.move_id.display_name,
                    )
                )
            credit._note_check_applies_to(items[0])
        for credit in credits.filtered("reconciled"):
            raise UserError(
                self.env._(
                    "%(credit)s is used up: nothing of it is open. Open the window "
                    "again and choose another credit.",
                    credit=credit.move_id.display_name,
                )
            )
