from odoo import models

from ...tools.money import to_steps
from ...tools.settlement import OPEN_ACCOUNT_TYPES


class AccountMoveLine(models.Model):
    """Open items: which lines are, which meet, and how much of them can be used."""

    _inherit = "account.move.line"

    def _note_is_open_item(self):
        """Tell whether this is an unsettled receivable or payable line of an entry."""
        return (
            self.account_type in OPEN_ACCOUNT_TYPES
            and self.parent_state == "posted"
            and not self.reconciled
        )

    def _note_can_settle(self, item):
        """Tell whether this line is open, and on the other side than an item."""
        return (
            self.parent_state == "posted"
            and not self.reconciled
            and self._note_is_debit() != item._note_is_debit()
            and self.company_id.root_id == item.company_id.root_id
        )

    def _note_get_usable_steps(self, currency, limit=None):
        """Return how much of this line can be used, in steps of a currency.

        :param limit: an amount in that currency. A line in another currency has
            no exact amount in it: there the limit stands, and core's match takes
            what the line has at most.
        """
        bound = float("inf") if limit is None else to_steps(limit, currency.rounding)
        if self.currency_id == currency:
            remaining = to_steps(abs(self.amount_residual_currency), currency.rounding)
            return min(remaining, bound)
        return 0 if limit is None else bound

    def _note_get_settlements(self):
        """Return (counterpart, amount as text) for each match of these lines."""
        found = [
            (partial.debit_move_id, partial.debit_amount_currency)
            for partial in self.matched_debit_ids
        ] + [
            (partial.credit_move_id, partial.credit_amount_currency)
            for partial in self.matched_credit_ids
        ]
        exchange = (self.matched_debit_ids | self.matched_credit_ids).exchange_move_id
        return [
            (line, line.currency_id.format(amount))
            for line, amount in found
            if line.move_id not in exchange
        ]
