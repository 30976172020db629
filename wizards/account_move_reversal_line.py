from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, float_is_zero, formatLang


class AccountMoveReversalLine(models.TransientModel):
    """One line of a document that is corrected in part."""

    _name = "account.move.reversal.line"
    _description = "Line to Correct"
    _order = "sequence, id"

    wizard_id = fields.Many2one(
        "account.move.reversal", required=True, ondelete="cascade", index=True
    )
    move_line_id = fields.Many2one(
        "account.move.line", string="Invoice Line", required=True, ondelete="cascade"
    )
    sequence = fields.Integer(related="move_line_id.sequence", store=True)
    move_id = fields.Many2one(related="move_line_id.move_id", string="Document")
    name = fields.Char(related="move_line_id.name", string="Description")
    product_uom_id = fields.Many2one(related="move_line_id.product_uom_id")
    currency_id = fields.Many2one(related="move_line_id.currency_id")
    invoiced_quantity = fields.Float(
        related="move_line_id.quantity", string="Invoiced", digits="Product Unit"
    )
    credited_quantity = fields.Float(
        compute="_compute_credited",
        string="Credited",
        digits="Product Unit",
        help="Taken back by earlier credit notes, drafts included.",
    )
    remaining_quantity = fields.Float(
        compute="_compute_credited",
        string="Remaining",
        digits="Product Unit",
        help="What may still be credited.",
    )
    quantity = fields.Float(
        string="To Credit",
        compute="_compute_quantity",
        store=True,
        readonly=False,
        digits="Product Unit",
        help="How much of the line is taken back by this credit note.",
    )
    price_unit = fields.Float(related="move_line_id.price_unit", string="Unit Price")
    subtotal = fields.Monetary(
        compute="_compute_subtotal",
        string="Amount",
        help="What is credited of the line, before taxes.",
    )

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, move_line_id)",
        "A line of the document can be chosen only once.",
    )

    @api.depends("move_line_id")
    def _compute_credited(self):
        credited = self.move_line_id._get_credited(states=("posted", "draft"))
        for row in self:
            done = credited.get(row.move_line_id.id)
            row.credited_quantity = done.quantity if done else 0.0
            row.remaining_quantity = row.invoiced_quantity - row.credited_quantity

    @api.depends("wizard_id.take_remaining", "move_line_id")
    def _compute_quantity(self):
        for row in self:
            whole = row.wizard_id.take_remaining
            row.quantity = row.remaining_quantity if whole else 0.0

    @api.depends("quantity", "move_line_id")
    def _compute_subtotal(self):
        for row in self:
            line = row.move_line_id
            share = row.quantity / line.quantity if line.quantity else 0.0
            row.subtotal = line.price_subtotal * share

    def _check_quantities(self):
        """Check every chosen quantity against its line.

        Posted notes limit a quantity; what other drafts reserve only lowers the
        proposal, for a draft may never be posted.

        :raises UserError: naming the line, the figures and the way out
        """
        credited = self.move_line_id._get_credited()
        for row in self:
            line = row.move_line_id
            if line.move_id not in row.wizard_id.move_ids:
                raise UserError(row._get_foreign_line_refusal())
            remaining = line.quantity - credited[line.id].quantity
            rounding = line.product_uom_id.rounding or 0.000001
            if float_is_zero(row.quantity, precision_rounding=rounding):
                continue
            sign = -1 if line.quantity < 0 else 1
            over = float_compare(
                sign * row.quantity, sign * remaining, precision_rounding=rounding
            )
            if sign * row.quantity < 0 or over > 0:
                raise UserError(row._get_quantity_refusal(remaining))

    def _get_foreign_line_refusal(self):
        return self.env._(
            "%(line)s belongs to %(document)s, which is not among the documents "
            "to reverse. Choose lines of these documents.",
            line=self.move_line_id._get_short_name(),
            document=self.move_line_id.move_id.display_name,
        )

    def _get_quantity_refusal(self, remaining):
        return self.env._(
            "%(document)s, %(line)s: %(quantity)s cannot be credited. "
            "Invoiced %(invoiced)s, still to credit %(remaining)s. "
            "Enter a quantity between zero and that.",
            document=self.move_id.display_name,
            line=self.move_line_id._get_short_name(),
            quantity=self._format_quantity(self.quantity),
            invoiced=self._format_quantity(self.invoiced_quantity),
            remaining=self._format_quantity(remaining),
        )

    def _format_quantity(self, quantity):
        text = formatLang(self.env, quantity, dp="Product Unit")
        return f"{text} {self.product_uom_id.name or ''}".strip()
