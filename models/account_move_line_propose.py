from odoo import api, models

from ..tools import turns
from ..tools.allocation import Credit, Item
from ..tools.matching import CREDIT_TYPES
from ..tools.money import from_steps, to_steps


class AccountMoveLine(models.Model):
    """Which credit settles which open item: a strategy's answer, nothing written."""

    _inherit = "account.move.line"

    @api.model
    def _get_open_credit_domain(self):
        """Return the domain of what is open of posted credit notes."""
        return [
            ("account_type", "in", ("asset_receivable", "liability_payable")),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
            ("move_id.move_type", "in", CREDIT_TYPES),
        ]

    @api.model
    def _get_open_debt_domain(self):
        """Return the domain of what credits may settle: all debts but payments."""
        return [
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
            ("move_id.origin_payment_id", "=", False),
            ("move_id.statement_line_id", "=", False),
            ("move_id.move_type", "not in", CREDIT_TYPES),
            "|",
            "&",
            ("account_type", "=", "asset_receivable"),
            ("amount_residual", ">", 0.0),
            "&",
            ("account_type", "=", "liability_payable"),
            ("amount_residual", "<", 0.0),
        ]

    def _propose_applications(self, items, strategy):
        """Propose how these open credits settle open items, within the rules.

        :param items: open items of any account, currency and company
        :param str strategy: a name in :data:`tools.allocation.STRATEGIES`
        :return: [(credit line, item, amount)], amounts above zero in the currency
            of both
        """
        left = {line.id: line._get_open_steps() for line in self | items}
        return self._from_shares(self._propose_shares(items, strategy, left))

    def _propose_shares(self, items, strategy, left):
        """Propose how these credits settle open items, of what is left of both.

        :param dict left: amounts in whole steps by line id
        :rtype: list of :class:`tools.allocation.Share`
        """
        credits = [
            line._get_credit(left[line.id]) for line in self if left[line.id] > 0
        ]
        debts = [item._get_debt(left[item.id]) for item in items if left[item.id] > 0]
        found = turns.in_turns(credits, self._get_applicable(items))
        return turns.propose(strategy, found, debts)

    @api.model
    def _from_shares(self, shares):
        """Return shares in whole steps as [(credit line, item, amount)]."""
        return [
            (
                self.browse(credit),
                self.browse(item),
                from_steps(steps, self.browse(credit).currency_id.rounding),
            )
            for credit, item, steps in shares
        ]

    def _get_credit(self, steps):
        """Return this line as the strategies see it, with what may be used of it."""
        origins = frozenset(self.move_id._get_origins().ids)
        return Credit(self.id, steps, self.date, origins)

    def _get_debt(self, steps):
        """Return this line as the strategies see it, with what may be settled."""
        due = self.date_maturity or self.date
        return Item(self.id, steps, due, self.move_id.id)

    def _get_open_steps(self):
        return to_steps(abs(self.amount_residual_currency), self.currency_id.rounding)
