from odoo import api, fields, models

from ..tools import turns
from ..tools.allocation import STRATEGIES
from ..tools.money import from_steps

BY_HAND = "manual"


class AccountNoteAllocation(models.TransientModel):
    """How much of which credit goes where: by a strategy, or by hand.

    Under a strategy the amounts are always what it proposes; whoever changes one
    of them goes on by hand.
    """

    _inherit = "account.note.allocation"

    strategy = fields.Selection(
        selection="_get_strategies",
        string="Settle First",
        required=True,
        compute="_compute_strategy",
        store=True,
        readonly=False,
        precompute=True,
        help="How the amounts are filled in. An amount that you change yourself "
        "switches to By hand, which leaves all amounts as they are.",
    )
    shares = fields.Json(
        compute="_compute_shares",
        help="What will be applied: lists of the id of a credit's line, the id of the "
        "line to settle, and the amount in the currency of the window.",
    )
    to_use_amount = fields.Monetary(string="Credits to use", compute="_compute_totals")
    applied_amount = fields.Monetary(string="To apply", compute="_compute_totals")
    left_amount = fields.Monetary(
        string="Left of these credits", compute="_compute_totals"
    )
    open_before_amount = fields.Monetary(string="Open now", compute="_compute_totals")
    open_after_amount = fields.Monetary(
        string="Open afterwards", compute="_compute_totals"
    )

    @api.model
    def _get_strategies(self):
        return [
            *self.env["res.company"]._get_note_strategies(),
            (BY_HAND, self.env._("By hand")),
        ]

    @api.depends("company_id")
    def _compute_strategy(self):
        for window in self:
            # Bookkeepers work under the company's settings without reading them
            window.strategy = window.company_id.sudo().note_apply_strategy

    @api.depends(
        "strategy", "credit_ids.amount", "item_ids.amount", "item_ids.is_proposed"
    )
    def _compute_shares(self):
        for window in self:
            window.shares = [
                [share.credit, share.item, from_steps(share.amount, window._step())]
                for share in window._get_shares()
            ]

    @api.depends("credit_ids.amount", "item_ids.amount", "item_ids.open_amount")
    def _compute_totals(self):
        for window in self:
            used = sum(window.credit_ids.mapped("amount"))
            applied = sum(window.item_ids.mapped("amount"))
            is_open = sum(window.item_ids.mapped("open_amount"))
            window.to_use_amount = used
            window.applied_amount = applied
            window.left_amount = used - applied
            window.open_before_amount = is_open
            window.open_after_amount = is_open - applied

    @api.onchange("strategy", "credit_ids")
    def _onchange_strategy(self):
        self._fill_amounts()

    @api.onchange("item_ids")
    def _onchange_item_ids(self):
        self._notice_hand_work()

    def _fill_amounts(self):
        """Give every item what the strategy proposes; by hand, leave all as it is."""
        if self.strategy == BY_HAND:
            return
        proposed, step = turns.totals(self._propose()), self._step()
        for row in self.item_ids:
            amount = from_steps(proposed[row.line_id._origin.id], step)
            if (row.amount, row.proposed_amount) != (amount, amount):
                row.update({"amount": amount, "proposed_amount": amount})

    def _notice_hand_work(self):
        """Go on by hand where an amount is not what was proposed, else propose anew."""
        if any(row._is_by_hand() for row in self.item_ids):
            self.strategy = BY_HAND
        self._fill_amounts()

    def _get_shares(self):
        """Return what will be applied: shares in steps of the currency."""
        entered = self._get_entered()
        if self.strategy != BY_HAND:
            proposal = self._propose()
            if turns.totals(proposal) == entered:
                return proposal
        return turns.settle(self._get_turns(), self._get_items(entered))

    def _propose(self):
        items = self.item_ids.filtered(lambda row: row.is_proposed)
        amounts = items._get_steps_by_line("open_amount")
        if self.strategy not in tuple(STRATEGIES):
            # Programs can send any word; the column refuses it only when it is written
            words = tuple(sorted(STRATEGIES))
            self.env["account.note.api"]._refuse_request("strategy", words)
        return turns.propose(self.strategy, self._get_turns(), self._get_items(amounts))

    def _get_entered(self):
        """Return the amounts to apply, in steps by line id."""
        steps = self.item_ids._get_steps_by_line("amount")
        return {line_id: amount for line_id, amount in steps.items() if amount}

    def _get_items(self, amounts):
        """Return the items of :mod:`tools.allocation`, by amounts above zero."""
        lines = self.item_ids.line_id._origin
        return [
            line._get_debt(amounts[line.id])
            for line in lines
            if amounts.get(line.id, 0) > 0
        ]

    def _get_turns(self):
        """Return the credits to use with what they may settle."""
        credits = [
            row.line_id._origin._get_credit(row._get_steps("amount"))
            for row in self.credit_ids
            if row._get_steps("amount") > 0
        ]
        lines = self.credit_ids.line_id._origin
        allowed = lines._get_applicable(self.item_ids.line_id._origin)
        return turns.in_turns(credits, allowed)

    def _step(self):
        return self.currency_id.rounding or 0.01
