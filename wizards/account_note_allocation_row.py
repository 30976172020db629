from math import isfinite

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..models.account_note_chosen import check_named
from ..tools.money import to_steps


class AccountNoteAllocationRow(models.AbstractModel):
    """One open item in the window *Apply Credits*, on either side.

    Amounts are without sign, in the currency of the window.
    """

    _name = "account.note.allocation.row"
    _description = "Row of Apply Credits"
    # As the rows are made: the oldest credit, what is due first
    _order = "id"

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
    amount = fields.Monetary(default=0.0)
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
            is_all = row._get_steps("amount") >= row._get_steps("open_amount")
            row.is_full = is_all and bool(row.open_amount)

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

    @api.model_create_multi
    def create(self, vals_list):
        check_named(self.env, vals_list)
        for vals in vals_list:
            self._refuse_no_number(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_no_number(vals)
        return super().write(vals)

    @api.onchange("is_full")
    def _onchange_is_full(self):
        # Odoo calls this as well where the tick follows an amount that was entered
        was_full = self._get_steps("amount") >= self._get_steps("open_amount")
        if self.is_full != was_full:
            self.amount = self.open_amount if self.is_full else 0.0

    @api.model
    def _refuse_no_number(self, vals):
        check_named(self.env, [vals])
        # Programs can send them; rounding would fail without a sentence
        numbers = [vals[name] for name in ("amount", "open_amount") if vals.get(name)]
        if any(type(number) is float and not isfinite(number) for number in numbers):
            raise UserError(
                self.env._(
                    "One of the amounts is no number. Enter an amount above zero, or "
                    "zero."
                )
            )

    def _get_steps(self, name):
        """Return an amount of this row in whole steps of its currency."""
        return to_steps(self[name], self.wizard_id._step())

    def _get_steps_by_line(self, name):
        return {row.line_id._origin.id: row._get_steps(name) for row in self}

    def _is_touched(self):
        """Tell whether something of this row is applied, and something is left."""
        return 0 < self._get_steps("after_amount") < self._get_steps("open_amount")

    def _is_small(self):
        """Tell whether what would be left is within the company's tolerance."""
        line = self.line_id._origin
        company = line.company_id
        _own, left = line._split_residual(
            self.after_amount, line.amount_residual_currency, line.amount_residual
        )
        limit = company.sudo().note_tolerance
        return company.currency_id.compare_amounts(abs(left), limit) <= 0

    def _exceeds_open_amount(self):
        return self._get_steps("amount") > self._get_steps("open_amount")

    def _get_excess_text(self):
        money = self.wizard_id.currency_id.format
        return self.env._(
            "%(document)s: %(amount)s is entered, but only %(open)s is open. Enter a "
            "smaller amount.",
            document=self.move_id.display_name,
            amount=money(self.amount),
            open=money(self.open_amount),
        )
