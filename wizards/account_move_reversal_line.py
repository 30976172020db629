from odoo import api, fields, models


class AccountMoveReversalLine(models.TransientModel):
    """One line of a document that is credited in part."""

    _name = "account.move.reversal.line"
    _inherit = "account.note.line.mixin"
    _description = "Line to Credit"

    wizard_id = fields.Many2one(
        "account.move.reversal", required=True, ondelete="cascade", index=True
    )
    quantity = fields.Float(
        string="To Credit",
        compute="_compute_quantity",
        store=True,
        readonly=False,
        digits="Product Unit",
        help="How much of the line is taken back by this credit note.",
    )

    subtotal = fields.Monetary(
        compute="_compute_subtotal",
        help="What is credited of the line. Taxes are in it where its price "
        "includes them.",
    )

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, move_line_id)",
        "A line of the document can be chosen only once.",
    )

    @api.depends("wizard_id.take_remaining", "move_line_id")
    def _compute_quantity(self):
        for row in self:
            whole = row.wizard_id.take_remaining
            row.quantity = row.remaining_quantity if whole else 0.0

    @api.onchange("product_uom_id")
    def _onchange_product_uom_id(self):
        if self.wizard_id.take_remaining:
            self.quantity = self.remaining_quantity
