from collections import defaultdict

from odoo import Command, api, fields, models

# What is ticked is applied: where a strategy leaves something, this one uses it
THOROUGH = "origins"


class AccountPaymentRegister(models.TransientModel):
    """Core's payment window, asking which open credits are used before paying.

    Only the window proposes any, by the company's strategy. A program that names none
    pays as with core.
    """

    _inherit = "account.payment.register"

    credit_line_ids = fields.Many2many(
        "account.move.line",
        "account_payment_register_credit_line_rel",
        "wizard_id",
        "line_id",
        string="Credits to Use",
        compute="_compute_note_credit_line_ids",
        store=True,
        readonly=False,
        copy=False,
        help="Open items of credit notes that are applied before anything is paid.",
    )
    credit_row_ids = fields.One2many(
        "account.payment.register.credit", "wizard_id", string="Open Credits"
    )
    selected_line_ids = fields.Many2many(
        "account.move.line",
        "account_payment_register_selected_line_rel",
        "wizard_id",
        "line_id",
        string="Selected Items",
        copy=False,
        help="What the window was opened for. Credit notes among it are offered as "
        "credits; what remains to be paid are the journal items.",
    )
    seen_amounts = fields.Json(
        copy=False, help="Open amounts by journal item, as the window shows them."
    )

    @api.depends("credit_row_ids.is_used", "credit_row_ids.line_id")
    def _compute_note_credit_line_ids(self):
        for wizard in self:
            wizard.credit_line_ids = wizard.credit_row_ids.filtered("is_used").line_id

    @api.onchange("line_ids")
    def _onchange_note_line_ids_credits(self):
        if self.selected_line_ids:
            return
        selected = self.line_ids._origin
        own = selected._note_get_credits_among()
        offered = selected._note_find_usable_credits(own)
        if not own | offered:
            return
        self.selected_line_ids = selected
        self.credit_row_ids = [Command.clear()] + [
            Command.create({"line_id": line.id, "is_used": line in own})
            for line in own | offered
        ]
        self._note_tick_offered_credits(offered)
        self.seen_amounts = {
            str(line.id): abs(line.amount_residual_currency)
            for line in selected | offered
        }
        self._note_choose_lines_to_pay()

    @api.onchange("credit_row_ids")
    def _onchange_note_credit_row_ids(self):
        if self.selected_line_ids:
            self._note_choose_lines_to_pay()

    def _note_tick_offered_credits(self, offered):
        """Tick the credits that the company's strategy uses, if the company ticks."""
        if not self.company_id.sudo().note_payment_ticked:
            return
        strategy = self._note_get_credit_strategy()
        own = self.credit_line_ids._origin
        items = self.selected_line_ids._origin - own
        stages = [(own, strategy), (own, "origins"), (offered, strategy)]
        used = {credit for credit, _i, _a in self._note_run_stages(stages, items)}
        for row in self.credit_row_ids:
            row.is_used = row.is_used or row.line_id._origin in used

    def _note_choose_lines_to_pay(self):
        """Let core pay what was selected, without the credits that are used for it.

        What is left of a selected credit is paid out in place of the documents it
        settles; one that is not ticked stays open.
        """
        selected = self.selected_line_ids._origin
        own = self.credit_row_ids.line_id._origin & selected
        items = selected - own
        used, lines = self._note_get_used_amounts(), items
        ticked = own & self.credit_line_ids._origin
        for fitting, credits in ticked._note_group_by_fitting_items(items):
            over = credits._note_filter_remaining_open(used)
            if over and not fitting._note_filter_remaining_open(used):
                lines = lines - fitting | over
        if lines != self.line_ids._origin:
            self.line_ids = lines

    def _note_get_used_amounts(self):
        """Return what the ticked credits use: {line: amount in its currency}."""
        used = {}
        for credit, item, amount in self._note_get_credit_plan():
            for line in (credit, item):
                used[line] = used.get(line, 0.0) + amount
        return used

    def _note_get_payable_lines(self):
        """Return what was selected, settled by credits or not."""
        return (self.line_ids | self.selected_line_ids)._origin

    def _note_get_credit_plan(self):
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
        strategy = self._note_get_credit_strategy()
        selected = self._note_get_payable_lines()
        stages = [
            (own, name)
            for own in (credits & selected, credits - selected)
            for name in (strategy, THOROUGH)
        ]
        return self._note_run_stages(stages, selected - credits)

    def _note_get_credit_strategy(self):
        return self.company_id.sudo().note_apply_strategy or THOROUGH

    def _note_run_stages(self, stages, items):
        """Propose shares stage by stage, each with what the one before left.

        :param stages: [(credit lines, name of a strategy)]
        """
        lines = items.union(*(credits for credits, _name in stages))
        remaining = {line.id: line._note_get_open_steps() for line in lines}
        steps = defaultdict(int)
        for credits, strategy in stages:
            for credit, item, amount in credits._note_propose_shares(
                items, strategy, remaining
            ):
                steps[credit, item] += amount
                remaining[credit] -= amount
                remaining[item] -= amount
        return lines._note_from_shares(
            [(*pair, amount) for pair, amount in steps.items()]
        )


class AccountPaymentRegisterCredit(models.TransientModel):
    """An open credit that the payment window shows, ticked or not."""

    _name = "account.payment.register.credit"
    _description = "Credit to Use before Paying"

    wizard_id = fields.Many2one(
        "account.payment.register", required=True, ondelete="cascade", index=True
    )
    line_id = fields.Many2one(
        "account.move.line", required=True, ondelete="cascade", readonly=True
    )
    is_used = fields.Boolean(
        string="Use",
        help="The credit is applied before anything is paid. Without it the credit "
        "stays open.",
    )
    move_id = fields.Many2one(related="line_id.move_id", string="Credit")
    partner_id = fields.Many2one(related="line_id.partner_id")
    date = fields.Date(related="line_id.date")
    currency_id = fields.Many2one(related="line_id.currency_id")
    open_amount = fields.Monetary(string="Open", compute="_compute_open_amount")
    applied_amount = fields.Monetary(
        string="To be Applied",
        compute="_compute_applied_amount",
        help="What of the credit settles the documents, by the company's strategy.",
    )

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, line_id)", "A credit can be used only once."
    )

    @api.depends("line_id")
    def _compute_open_amount(self):
        for row in self:
            row.open_amount = abs(row.line_id.amount_residual_currency)

    @api.depends("wizard_id.credit_line_ids", "wizard_id.line_ids")
    def _compute_applied_amount(self):
        for wizard, rows in self.grouped("wizard_id").items():
            used = wizard._note_get_used_amounts() if wizard else {}
            for row in rows:
                row.applied_amount = used.get(row.line_id._origin, 0.0)
