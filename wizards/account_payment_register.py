from odoo import Command, api, fields, models

from ..tools.matching import CREDIT_TYPES


class AccountPaymentRegister(models.TransientModel):
    """Core's payment window, asking which open credits are used before paying.

    Only the window proposes any. A program that names none pays as with core.
    """

    _inherit = "account.payment.register"

    credit_line_ids = fields.Many2many(
        "account.move.line",
        "account_payment_register_credit_line_rel",
        "wizard_id",
        "line_id",
        string="Credits to Use",
        compute="_compute_credit_line_ids",
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
    def _compute_credit_line_ids(self):
        for wizard in self:
            wizard.credit_line_ids = wizard.credit_row_ids.filtered("is_used").line_id

    @api.onchange("line_ids")
    def _onchange_line_ids_credits(self):
        if self.selected_line_ids:
            return
        selected = self.line_ids._origin
        own = selected._get_credits_among()
        offered = selected._search_usable_credits(own)
        if not own | offered:
            return
        self.selected_line_ids = selected
        self.credit_row_ids = [Command.clear()] + [
            Command.create({"line_id": line.id, "is_used": line in own})
            for line in own | offered
        ]
        self._tick_offered_credits(offered)
        self.seen_amounts = {
            str(line.id): abs(line.amount_residual_currency)
            for line in selected | offered
        }
        self._choose_lines_to_pay()

    @api.onchange("credit_row_ids")
    def _onchange_credit_row_ids(self):
        if self.selected_line_ids:
            self._choose_lines_to_pay()

    def _tick_offered_credits(self, offered):
        """Tick the credits that the company's strategy uses, if the company ticks."""
        if not self.company_id.sudo().note_payment_ticked:
            return
        strategy = self._get_credit_strategy()
        own = self.credit_line_ids._origin
        items = self.selected_line_ids._origin - own
        stages = [(own, strategy), (own, "origins"), (offered, strategy)]
        used = {credit for credit, _i, _a in self._run_stages(stages, items)}
        for row in self.credit_row_ids:
            row.is_used = row.is_used or row.line_id._origin in used

    def _choose_lines_to_pay(self):
        """Let core pay what was selected, without the credits that are used for it.

        What is left of a selected credit is paid out in place of the documents it
        settles; one that is not ticked stays open.
        """
        selected = self.selected_line_ids._origin
        own = self.credit_row_ids.line_id._origin & selected
        items = selected - own
        used, lines = self._get_used_amounts(), items
        ticked = own & self.credit_line_ids._origin
        for fitting, credits in ticked._group_by_fitting_items(items):
            over = credits._filter_left_open(used)
            if over and not fitting._filter_left_open(used):
                lines = lines - fitting | over
        if lines != self.line_ids._origin:
            self.line_ids = lines

    def _get_used_amounts(self):
        """Return what the ticked credits use: {line: amount in its currency}."""
        used = {}
        for credit, item, amount in self._get_credit_plan():
            for line in (credit, item):
                used[line] = used.get(line, 0.0) + amount
        return used


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _get_credits_among(self):
        """Return the credit notes of these lines that others of them can take."""
        credits = self.filtered(lambda line: line.move_id.move_type in CREDIT_TYPES)
        groups = credits._group_by_fitting_items(self - credits)
        return self.browse().union(*(group for _fitting, group in groups))

    def _search_usable_credits(self, own):
        """Return other open credits that may settle these lines, the oldest first.

        :param own: credits among these lines
        """
        items = self - own
        found = self.search(
            [
                *self._get_open_credit_domain(),
                ("account_id", "in", items.account_id.ids),
                ("currency_id", "in", items.currency_id.ids),
                (
                    "partner_id.commercial_partner_id",
                    "in",
                    items.partner_id.commercial_partner_id.ids,
                ),
                ("id", "not in", self.ids),
            ],
            order="date, id",
        )
        groups = found._group_by_fitting_items(items)
        usable = self.browse().union(*(group for _fitting, group in groups))
        return found & usable

    def _filter_left_open(self, used):
        """Return those of these lines that are not settled in full.

        :param used: {line: amount in its currency}
        """
        return self.filtered(
            lambda line: any(line._get_planned_residuals(used.get(line, 0.0)))
        )
