from odoo import Command, models
from odoo.exceptions import UserError


class AccountPaymentRegister(models.TransientModel):
    """Applying the ticked credits first, and paying what is left."""

    _inherit = "account.payment.register"

    def action_create_payments(self):
        """Apply the credits, pay what is left.

        :return: core's action; where nothing was left to pay, one that says so
        """
        settled = self.is_settled_by_credits
        action = super().action_create_payments()
        if not settled or not isinstance(action, dict):
            return action
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The credits were applied. Nothing was left to pay, so no payment "
                    "was made."
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _create_payments(self):
        if self.credit_line_ids and not self._settle_with_credits():
            return self.env["account.payment"]
        return super()._create_payments()

    def _settle_with_credits(self):
        """Apply the ticked credits.

        :return: what is left to pay
        :raises UserError: naming the document, the rule and the way out
        """
        self._refuse_unusable_credits()
        shares = self._get_credit_plan()
        if shares:
            self.env["account.move.line"]._apply_credits(
                shares,
                date=self.payment_date,
                reason=self.env._("Used before a payment"),
                seen=self._get_seen_amounts(),
            )
        left = self.line_ids.filtered(lambda line: not line.reconciled)
        if left:
            self._pay_only(left)
        return left

    def _get_seen_amounts(self):
        """Return what the window showed: {line: open amount}, none for programs."""
        seen = self.seen_amounts if isinstance(self.seen_amounts, dict) else {}
        return {
            line: seen[str(line.id)]
            for line in self._get_payable_lines() | self.credit_line_ids
            if isinstance(seen.get(str(line.id)), int | float)
        }

    def _pay_only(self, lines):
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
            self._is_one_entry(),
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
        elif was_one != self._is_one_entry():
            # The memo of one document, which nobody could see before
            outdated = [self._fields["communication"]]
        for field in outdated:
            self.env.add_to_compute(field, self)

    def _is_one_entry(self):
        """Tell whether core makes one payment, of the amount that is entered."""
        is_whole = len(self.line_ids) == 1 or self.group_payment
        return self.can_edit_wizard and is_whole

    def _refuse_unusable_credits(self):
        """Check that each credit may settle something of what is paid.

        :raises UserError: naming the credit and the way out
        """
        credits = self.credit_line_ids
        items = self._get_payable_lines() - credits
        groups = credits._group_by_fitting_items(items)
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
            credit._refuse_application(items[0])
        for credit in credits.filtered("reconciled"):
            raise UserError(
                self.env._(
                    "%(credit)s is used up: nothing of it is open. Open the window "
                    "again and choose another credit.",
                    credit=credit.move_id.display_name,
                )
            )
