from types import MappingProxyType

from odoo import models


class _PlannedUse:
    """How much of which line credits are about to settle, in the line's currency.

    It travels in the context while amounts are proposed, and nothing is decided by
    it. A client can send words there, never an object of this class.
    """

    def __init__(self, shares):
        used = {}
        for credit, item, amount in shares:
            for line in (credit, item):
                used[line.id] = used.get(line.id, 0.0) + amount
        self.amounts = MappingProxyType(used)


class AccountMoveLine(models.Model):
    """What would be open if credits were applied: the figures of a proposal."""

    _inherit = "account.move.line"

    def _with_planned_use(self, shares):
        """Return these lines as core's instalments see them after some shares.

        :param shares: [(credit line, item, amount)] that are not applied yet
        """
        return self.with_context(note_planned_use=_PlannedUse(shares))

    def _get_planned_use(self):
        """Return the amounts by line id that are about to be settled, else None."""
        plan = self.env.context.get("note_planned_use")
        return plan.amounts if isinstance(plan, _PlannedUse) else None

    def _get_planned_residuals(self, used):
        """Return what a plan leaves open: in the currency of the line, of the company.

        :param used: what is settled of this line, without sign, in its currency
        """
        left_currency, left = self.amount_residual_currency, self.amount_residual
        if self.currency_id.compare_amounts(used, abs(left_currency)) >= 0:
            return 0.0, 0.0
        part_currency, part = self._split_residual(used, left_currency, left)
        return (
            self.currency_id.round(left_currency - part_currency),
            self.company_currency_id.round(left - part),
        )

    def _get_installments_data(
        self, payment_currency=None, payment_date=None, next_payment_date=None
    ):
        used = self._get_planned_use() or {}
        residuals = {
            line: line._get_planned_residuals(used[line.id])
            for line in self
            if line.id in used
        }
        # Core calls those settled that are reconciled already
        closed = self.filtered(lambda line: not any(residuals.get(line, (1,))))
        if closed and closed == self:
            return []
        installments = super(AccountMoveLine, self - closed)._get_installments_data(
            payment_currency=payment_currency,
            payment_date=payment_date,
            next_payment_date=next_payment_date,
        )
        for installment in installments:
            if installment["line"] in residuals:
                installment.update(
                    self._prepare_planned_installment(
                        installment["line"], *residuals[installment["line"]]
                    )
                )
        return installments

    def _prepare_planned_installment(self, line, left_currency, left):
        sign = line.move_id.direction_sign
        return {
            "amount_residual_currency": left_currency,
            "amount_residual": left,
            "amount_residual_currency_unsigned": -sign * left_currency,
            "amount_residual_unsigned": -sign * left,
        }


class AccountMove(models.Model):
    _inherit = "account.move"

    def _is_eligible_for_early_payment_discount(self, currency, reference_date):
        # Core grants no discount once anything is matched with the document
        used = self.line_ids._get_planned_use() or {}
        if not used.keys().isdisjoint(self.line_ids.ids):
            return False
        return super()._is_eligible_for_early_payment_discount(currency, reference_date)
