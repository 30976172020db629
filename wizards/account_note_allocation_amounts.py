from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import rounds
from ..tools.allocation import STRATEGIES
from ..tools.application_rules import is_near_rate
from ..tools.errors import with_code
from ..tools.money import from_steps

BY_HAND = "manual"


class AccountNoteAllocation(models.TransientModel):
    """How much of which credit goes where: by a strategy, or by hand.

    Under a strategy the amounts are always what it proposes; whoever changes one of
    them goes on by hand. Problems with the amounts stop the window, warnings do not.
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
    left_amount = fields.Monetary(string="Remaining to use", compute="_compute_totals")
    open_before_amount = fields.Monetary(string="Open now", compute="_compute_totals")
    open_after_amount = fields.Monetary(
        string="Open afterwards", compute="_compute_totals"
    )
    problem = fields.Text(
        compute="_compute_messages",
        help="What keeps the amounts from being applied.",
    )
    warning = fields.Text(
        compute="_compute_messages",
        help="What follows from applying the amounts.",
    )
    has_refusals = fields.Boolean(compute="_compute_has_refusals")
    empty_text = fields.Char(compute="_compute_empty_text")

    @api.depends("company_id")
    def _compute_strategy(self):
        for wizard in self:
            # Bookkeepers work under the company's settings without reading them
            wizard.strategy = wizard.company_id.sudo().note_apply_strategy

    @api.depends(
        "strategy", "credit_ids.amount", "item_ids.amount", "item_ids.is_proposed"
    )
    def _compute_shares(self):
        for wizard in self:
            wizard.shares = [
                [share.credit, share.item, from_steps(share.amount, wizard._step())]
                for share in wizard._get_shares()
            ]

    @api.depends(
        "credit_ids.amount",
        "item_ids.amount",
        "item_ids.open_amount",
        "hidden_amount",
    )
    def _compute_totals(self):
        for wizard in self:
            used = sum(wizard.credit_ids.mapped("amount"))
            applied = sum(wizard.item_ids.mapped("amount"))
            is_open = sum(wizard.item_ids.mapped("open_amount")) + wizard.hidden_amount
            wizard.to_use_amount = used
            wizard.applied_amount = applied
            wizard.left_amount = used - applied
            wizard.open_before_amount = is_open
            wizard.open_after_amount = is_open - applied

    @api.depends("shares", "date", "credit_ids.amount", "item_ids.amount")
    def _compute_messages(self):
        for wizard in self:
            wizard.problem = "\n".join(wizard._get_problems()) or False
            wizard.warning = "\n".join(wizard._get_warnings()) or False

    @api.depends("item_ids.refusal")
    def _compute_has_refusals(self):
        for wizard in self:
            wizard.has_refusals = any(wizard.item_ids.mapped("refusal"))

    @api.depends(
        "partner_id", "account_id", "currency_id", "credit_ids", "item_ids", "find"
    )
    def _compute_empty_text(self):
        for wizard in self:
            wizard.empty_text = wizard._get_empty_text()

    @api.model
    def _get_strategies(self):
        return [
            *self.env["res.company"]._get_note_strategies(),
            (BY_HAND, self.env._("By hand")),
        ]

    @api.onchange("strategy", "credit_ids")
    def _onchange_strategy(self):
        self._follow_strategy()

    @api.onchange("item_ids")
    def _onchange_item_ids(self):
        self._notice_hand_work()

    def _follow_strategy(self):
        """Propose anew, and of very many items show those that get something."""
        if self.is_long and self.strategy != BY_HAND:
            self._load_items()
        else:
            self._fill_amounts()

    def _fill_amounts(self):
        """Give every item what the strategy proposes; by hand, leave all as it is."""
        if self.strategy == BY_HAND:
            return
        step = self._step()
        proposed = rounds.totals(self._propose(self._get_rounds(), self._get_debts()))
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
        entered, found = self._get_entered(), self._get_rounds()
        if self.strategy != BY_HAND:
            proposal = self._propose(found, self._get_debts())
            if rounds.totals(proposal) == entered:
                return proposal
        return rounds.settle(found, self._get_items(entered))

    def _get_debts(self):
        """Return what the strategy may settle, as items of :mod:`tools.allocation`."""
        items = self.item_ids.filtered(lambda row: row.is_proposed)
        return self._get_items(items._get_steps_by_line("open_amount"))

    def _propose(self, found, debts):
        """Return the shares that the strategy proposes.

        :param found: what ``_get_rounds`` returned
        :param debts: items of :mod:`tools.allocation`
        """
        if self.strategy not in tuple(STRATEGIES):
            # Programs can send any word; the column refuses it only when it is written
            text = self.env._(
                "%(word)s is no strategy of applying credits. Use one of these: "
                "%(words)s.",
                word=self.strategy,
                words=", ".join(sorted(STRATEGIES)),
            )
            raise with_code(UserError(text), "bad_request")
        return rounds.propose(self.strategy, found, debts)

    def _get_entered(self):
        """Return the amounts to apply, in steps by line id."""
        steps = self.item_ids._get_steps_by_line("amount")
        return {line_id: amount for line_id, amount in steps.items() if amount}

    def _get_items(self, amounts):
        """Return the items of :mod:`tools.allocation`, by amounts above zero."""
        lines = self.item_ids.line_id._origin
        return [
            line._note_get_debt(amounts[line.id])
            for line in lines
            if amounts.get(line.id, 0) > 0
        ]

    def _get_rounds(self, items=None):
        """Return the credits to use with what they may settle.

        :param items: lines to settle, those of the rows if not given
        """
        items = self.item_ids.line_id._origin if items is None else items
        credits = [
            row.line_id._origin._note_get_credit(row._get_steps("amount"))
            for row in self.credit_ids
            if row._get_steps("amount") > 0
        ]
        lines = self.credit_ids.line_id._origin
        allowed = lines._note_get_applicable(items)
        return rounds.in_rounds(credits, allowed)

    def _step(self):
        return self.currency_id.rounding or 0.01

    def _get_empty_text(self):
        """Return why there is nothing to apply, False where there is."""
        if not self.partner_id:
            if not self.available_partner_ids:
                return self.env._("No partner has open credits.")
            return self.env._("Choose the partner whose credits you want to apply.")
        if self.is_account_asked and not self.account_id:
            return self.env._("Credits are open on several accounts: choose one.")
        if self.is_currency_asked and not self.currency_id:
            return self.env._("Credits are open in several currencies: choose one.")
        if not self.credit_ids:
            return self.env._("No open credits of this partner.")
        if not self.item_ids and self.item_count:
            return self.env._("No open item has this in its number or reference.")
        if not self.item_ids:
            return self.env._("Nothing is open that these credits could settle.")
        return False

    def _get_problems(self):
        """Return what keeps these amounts from being applied, as sentences."""
        return [
            *(
                row._get_excess_text()
                for rows in (self.credit_ids, self.item_ids)
                for row in rows
                if row._exceeds_open_amount()
            ),
            *(row.refusal for row in self.item_ids if row.refusal and row.amount),
        ] or self._get_shortages()

    def _get_shortages(self):
        """Return what the credits to use do not cover, as sentences."""
        covered = sum(amount for _credit, _item, amount in self.shares or [])
        missing = self.applied_amount - covered
        if not self.currency_id or self.currency_id.is_zero(missing):
            return []
        money = self.currency_id.format
        if self.currency_id.compare_amounts(self.left_amount, 0.0) < 0:
            return [
                self.env._(
                    "%(applied)s is entered to apply, but the credits to use come to "
                    "%(used)s. Lower an amount, or use more of the credits.",
                    applied=money(self.applied_amount),
                    used=money(self.to_use_amount),
                )
            ]
        return [self._get_uncovered_text(money(missing))]

    def _get_uncovered_text(self, amount):
        return self.env._(
            "%(amount)s is not covered: some of the credits may not settle these "
            "documents, being doubtful or of another exchange rate. Lower an amount, "
            "or use other credits.",
            amount=amount,
        )

    def _get_warnings(self):
        """Return what somebody should know before applying, as sentences."""
        lines = self.env["account.move.line"]
        shares = [
            (lines.browse(credit), lines.browse(item))
            for credit, item, _amount in self.shares or []
        ]
        items = lines.union(*(item for _credit, item in shares))
        lost = items._note_get_lost_discounts(self.date)
        return [
            *([self._get_lost_discount_text(lost)] if lost else []),
            *self._get_exchange_warnings(shares),
        ]

    def _get_lost_discount_text(self, lines):
        return self.env._(
            "The early payment discount is lost: %s. It is granted only while "
            "nothing is matched with the document.",
            ", ".join(lines.move_id.mapped("display_name")),
        )

    def _get_exchange_warnings(self, shares):
        if self.currency_id == self.company_currency_id:
            return []
        differing = self.env["account.move"].union(
            *(
                item.move_id
                for credit, item in shares
                if not is_near_rate(credit.currency_rate, item.currency_rate)
            )
        )
        if not differing:
            return []
        return [
            self.env._(
                "An exchange difference will be booked: the credits have another "
                "exchange rate than %s.",
                ", ".join(differing.mapped("display_name")),
            )
        ]

    def _get_credits_in_use(self):
        """Return the lines of the credits to use, of all where nothing is used."""
        used = self.credit_ids.filtered(lambda row: row._get_steps("amount") > 0)
        return (used or self.credit_ids).line_id._origin
