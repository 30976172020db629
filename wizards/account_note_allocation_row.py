from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.money import to_steps


class AccountNoteAllocationRow(models.AbstractModel):
    """One open item in the window *Apply Credits*, on either side.

    Amounts are without sign, in the currency of the window.
    """

    _name = "account.note.allocation.row"
    _inherit = "account.note.numbers.mixin"
    _description = "Row of Apply Credits"
    # As the rows are made: the oldest credit, what is due first
    _order = "id"
    _note_numbers = ("amount", "open_amount")

    line_id = fields.Many2one(
        "account.move.line", required=True, index=True, ondelete="cascade"
    )
    # Not with the rights of the system: a row names what its user may read anyway
    move_id = fields.Many2one(
        related="line_id.move_id", string="Document", related_sudo=False
    )
    currency_id = fields.Many2one("res.currency")
    open_amount = fields.Monetary(
        string="Open",
        compute="_compute_open_amount",
        store=True,
        readonly=False,
        precompute=True,
        help="What was open when the window was opened. Nothing is applied if that "
        "has changed in the meantime.",
    )
    # Without a default: nothing is converted, and written, for thousands of rows
    amount = fields.Monetary()
    is_full = fields.Boolean(
        string="In Full",
        compute="_compute_is_full",
        readonly=False,
        help="Takes all that is open, or nothing.",
    )
    after_amount = fields.Monetary(compute="_compute_after_amount")
    can_write_off = fields.Boolean(compute="_compute_can_write_off")
    is_written_off = fields.Boolean(
        string="Write Off",
        help="What is left is booked to the account for small remainders, so that "
        "nothing stays open.",
    )

    @api.depends("line_id")
    def _compute_open_amount(self):
        for row in self:
            row.open_amount = abs(row.line_id.amount_residual_currency)

    @api.depends("amount", "open_amount")
    def _compute_is_full(self):
        for row in self:
            amount, remaining = row.amount, row.open_amount
            # Most rows take nothing
            row.is_full = bool(amount and remaining) and (
                row._get_steps("amount") >= row._get_steps("open_amount")
            )

    @api.depends("after_amount", "open_amount")
    def _compute_can_write_off(self):
        for row in self:
            row.can_write_off = row._is_touched() and row._is_small()

    @api.constrains("amount", "open_amount")
    def _check_amounts(self):
        for row in self:
            if row.amount < 0 or row.open_amount < 0:
                raise ValidationError(
                    self.env._(
                        "%(document)s: %(amount)s cannot be applied. Enter an amount "
                        "above zero, or zero to leave it out.",
                        document=row.move_id.display_name,
                        amount=row.amount,
                    )
                )

    @api.onchange("is_full")
    def _onchange_is_full(self):
        # Odoo calls this as well where the tick follows an amount that was entered
        was_full = self._get_steps("amount") >= self._get_steps("open_amount")
        if self.is_full != was_full:
            self.amount = self.open_amount if self.is_full else 0.0

    def _get_steps(self, name):
        """Return an amount of this row in whole steps of its currency."""
        return to_steps(self[name], self.wizard_id._step())

    def _get_steps_by_line(self, name):
        step = self.wizard_id._step()
        return {row.line_id._origin.id: to_steps(row[name], step) for row in self}

    def _is_touched(self):
        """Tell whether something of this row is applied, and something is left."""
        remaining, whole = self.after_amount, self.open_amount
        if not remaining or remaining == whole:
            return False
        return 0 < self._get_steps("after_amount") < self._get_steps("open_amount")

    def _is_small(self):
        """Tell whether what would be left is within the company's tolerance."""
        line = self.line_id._origin
        company = line.company_id
        _own, remaining = line._note_split_residual(
            self.after_amount, line.amount_residual_currency, line.amount_residual
        )
        limit = company.sudo().note_tolerance
        return company.currency_id.compare_amounts(abs(remaining), limit) <= 0

    def _exceeds_open_amount(self):
        return self.amount > self.open_amount and (
            self._get_steps("amount") > self._get_steps("open_amount")
        )

    def _get_excess_text(self):
        money = self.wizard_id.currency_id.format
        return self.env._(
            "%(document)s: %(amount)s is entered, but only %(open)s is open. Enter a "
            "smaller amount.",
            document=self.move_id.display_name,
            amount=money(self.amount),
            open=money(self.open_amount),
        )


class AccountNoteAllocationCredit(models.TransientModel):
    """An open credit in the window *Apply Credits*."""

    _name = "account.note.allocation.credit"
    _inherit = "account.note.allocation.row"
    _description = "Credit to Apply"

    wizard_id = fields.Many2one(
        "account.note.allocation", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    date = fields.Date(related="line_id.date", related_sudo=False)
    origin_names = fields.Char(
        string="Corrects",
        compute="_compute_origin_names",
        help="The documents that the note corrects, empty for goodwill.",
    )
    amount = fields.Monetary(
        string="To Use",
        help="How much of the credit may be used. Nothing is used at 0.00.",
    )
    after_amount = fields.Monetary(
        string="Remaining", help="What stays open of the credit."
    )

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, line_id)", "A credit can be chosen only once."
    )

    @api.depends("line_id")
    def _compute_origin_names(self):
        for row in self:
            move = row.move_id
            names = move._note_get_origins().mapped("display_name")
            row.origin_names = ", ".join(names) or move.external_origin_number

    @api.depends("open_amount", "wizard_id.shares")
    def _compute_after_amount(self):
        for wizard, rows in self.grouped("wizard_id").items():
            used = defaultdict(float)
            for credit, _item, amount in wizard.shares or []:
                used[credit] += amount
            for row in rows:
                row.after_amount = row.open_amount - used[row.line_id._origin.id]

    def write(self, vals):
        result = super().write(vals)
        self.wizard_id._follow({"credit_ids"} if "amount" in vals else set())
        return result


class AccountNoteAllocationItem(models.TransientModel):
    """An open item in the window *Apply Credits*: one instalment of a document."""

    _name = "account.note.allocation.item"
    _inherit = "account.note.allocation.row"
    _description = "Open Item to Settle"

    wizard_id = fields.Many2one(
        "account.note.allocation", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    is_proposed = fields.Boolean(
        string="Include",
        default=True,
        help="The strategy fills the amounts of these rows alone.",
    )
    installment = fields.Char(
        string="Instalment",
        compute="_compute_installment",
        help="Which instalment of how many: 2/3 is the second of three.",
    )
    due_date = fields.Date(compute="_compute_installment")
    original_amount = fields.Monetary(
        string="Amount", compute="_compute_installment", help="Of the instalment."
    )
    amount = fields.Monetary(
        string="To Apply", help="How much of the open amount the credits settle."
    )
    proposed_amount = fields.Monetary()
    after_amount = fields.Monetary(
        string="Open After", help="What is still to pay afterwards."
    )
    refusal = fields.Char(string="Not Possible Because", compute="_compute_refusal")

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, line_id)", "An open item can be chosen only once."
    )

    @api.depends("line_id")
    def _compute_installment(self):
        # Of documents with one instalment no lines are read
        several = self.line_id._origin._note_find_in_instalments()
        for row in self:
            line = row.line_id
            is_one = line._origin.move_id.id not in several
            row.installment = False if is_one else line._note_get_installment_label()
            row.due_date = line.date_maturity or line.date
            row.original_amount = abs(line.amount_currency)

    @api.depends("amount", "open_amount")
    def _compute_after_amount(self):
        for row in self:
            row.after_amount = row.open_amount - row.amount

    @api.depends("wizard_id.credit_ids.amount")
    def _compute_refusal(self):
        for wizard, rows in self.grouped("wizard_id").items():
            credits = wizard._get_credits_in_use()
            # Rows are computed some at a time: each time these alone
            allowed = credits._note_get_applicable(rows.line_id._origin)
            possible = frozenset().union(*allowed.values())
            for row in rows:
                item = row.line_id._origin
                if not credits or item.id in possible:
                    row.refusal = False
                else:
                    codes = credits[0]._get_application_refusals(item)
                    row.refusal = credits[0]._note_get_application_refusal_text(
                        codes[0], item
                    )

    def write(self, vals):
        result = super().write(vals)
        if {"amount", "is_proposed"} & vals.keys():
            self.wizard_id._follow({"item_ids"})
        return result

    def _is_by_hand(self):
        return self.amount != self.proposed_amount and (
            self._get_steps("amount") != self._get_steps("proposed_amount")
        )
