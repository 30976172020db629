from odoo import api, models

from ..tools.allocation import Credit, Item, allocate
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
        shares, left = [], {}
        debts = items.grouped(lambda item: item._get_application_group())
        # Doubtful credits have the smaller choice, so they choose first
        doubtful = self.filtered("move_id.is_doubtful")
        for credits in (doubtful, self - doubtful):
            for group, lines in credits.grouped(
                lambda line: line._get_application_group()
            ).items():
                facing = debts.get(group, self.browse())
                if credits == doubtful:
                    facing = facing.filtered("move_id.is_doubtful")
                shares += lines._propose_in_group(facing, strategy, left)
        return shares

    def _get_application_group(self):
        """Return what credits and items must have in common to meet."""
        facts = self._get_application_facts()
        group = (facts.partner, facts.company, facts.account, facts.currency)
        if self.move_id.journal_id._note_policy().apply_rate == "same":
            group += (round(facts.rate, 6),)
        return group

    def _propose_in_group(self, items, strategy, left):
        """Propose within one group; what is left of items is kept in ``left``."""
        for item in items:
            left.setdefault(item.id, item._get_open_steps())
        shares = allocate(
            strategy,
            [line._get_credit(line._get_open_steps()) for line in self],
            [item._get_debt(left[item.id]) for item in items if left[item.id]],
        )
        for share in shares:
            left[share.item] -= share.amount
        step = self.currency_id.rounding
        return [
            (
                self.browse(share.credit),
                self.browse(share.item),
                from_steps(share.amount, step),
            )
            for share in shares
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
