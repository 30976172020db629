from collections import defaultdict

from odoo import models

# What is ticked is applied: where a strategy leaves something, this one uses it
THOROUGH = "origins"


class AccountPaymentRegister(models.TransientModel):
    """Which of the ticked credits settle what of the documents to be paid."""

    _inherit = "account.payment.register"

    def _get_payable_lines(self):
        """Return what was selected, settled by credits or not."""
        return (self.line_ids | self.selected_line_ids)._origin

    def _get_credit_plan(self):
        """Propose how the ticked credits settle what was selected; nothing written.

        Credits that were selected themselves come first: for the others may stay,
        while what is left of these is paid out.

        :return: [(credit line, item, amount)], amounts above zero in the currency
            of both
        """
        self.ensure_one()
        credits = self.credit_line_ids._origin
        if not credits:
            return []
        strategy = self._get_credit_strategy()
        selected = self._get_payable_lines()
        stages = [
            (own, name)
            for own in (credits & selected, credits - selected)
            for name in (strategy, THOROUGH)
        ]
        return self._run_stages(stages, selected - credits)

    def _get_credit_strategy(self):
        return self.company_id.sudo().note_apply_strategy or THOROUGH

    def _run_stages(self, stages, items):
        """Propose shares stage by stage, each with what the one before left.

        :param stages: [(credit lines, name of a strategy)]
        """
        lines = items.union(*(credits for credits, _name in stages))
        left = {line.id: line._get_open_steps() for line in lines}
        steps = defaultdict(int)
        for credits, strategy in stages:
            for credit, item, amount in credits._propose_shares(items, strategy, left):
                steps[credit, item] += amount
                left[credit] -= amount
                left[item] -= amount
        return lines._from_shares([(*pair, amount) for pair, amount in steps.items()])
