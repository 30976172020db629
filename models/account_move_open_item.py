from odoo import models

from ..tools.money import from_steps, to_steps
from ..tools.settlement import pairs

OPEN_ITEMS = ("asset_receivable", "liability_payable")


class AccountMove(models.Model):
    """The open items of a document, and what settles them."""

    _inherit = "account.move"

    def _get_open_items(self):
        """Return the unsettled receivable and payable lines, the earliest due first."""
        return self.line_ids.filtered(
            lambda line: (
                line.account_type in OPEN_ITEMS
                and line.parent_state == "posted"
                and not line.reconciled
            )
        ).sorted(lambda line: (line.date_maturity or line.date, line.id))

    def _settle_with(self, credits, amount=None):
        """Settle what is open of this document, at most what is open on both sides.

        :param credits: [(line, amount or None)] of other documents, the amount in
            this document's currency; None takes all of the line
        :param amount: how much to settle at most, None for all of it
        :return: what was settled: [(own line, line, amount)]
        """
        triples, step = [], self.currency_id.rounding
        left = float("inf") if amount is None else to_steps(amount, step)
        for account, items in self._get_open_items().grouped("account_id").items():
            facing = [
                (line, line._get_usable_steps(self.currency_id, limit))
                for line, limit in credits
                if line.account_id == account and line._can_settle(items[0])
            ]
            own = [(item, item._get_usable_steps(self.currency_id)) for item in items]
            for item, line, steps in pairs(left, own, facing):
                triples.append((item, line, from_steps(steps, step)))
                left -= steps
        if triples:
            self.env["account.move.line"]._apply_exact_amounts(triples)
        return triples


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _can_settle(self, item):
        """Tell whether this line is open, and on the other side than an item."""
        return (
            self.parent_state == "posted"
            and not self.reconciled
            and self._is_debit() != item._is_debit()
            and self.company_id.root_id == item.company_id.root_id
        )

    def _get_usable_steps(self, currency, limit=None):
        """Return how much of this line can be used, in steps of a currency.

        :param limit: an amount in that currency. A line in another currency has
            no exact amount in it: there the limit stands, and core's match takes
            what the line has at most.
        """
        bound = float("inf") if limit is None else to_steps(limit, currency.rounding)
        if self.currency_id == currency:
            left = to_steps(abs(self.amount_residual_currency), currency.rounding)
            return min(left, bound)
        return 0 if limit is None else bound
