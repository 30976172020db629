from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountNoteLineMixin(models.AbstractModel):
    """A line of a document in the window that corrects it."""

    _name = "account.note.line.mixin"
    _description = "Line to Correct"
    # As the rows are made: document by document, each in its own order
    _order = "id"

    move_line_id = fields.Many2one(
        "account.move.line", string="Invoice Line", required=True, ondelete="cascade"
    )
    move_id = fields.Many2one(related="move_line_id.move_id", string="Document")
    name = fields.Char(related="move_line_id.name", string="Description")
    product_uom_id = fields.Many2one(related="move_line_id.product_uom_id")
    currency_id = fields.Many2one(related="move_line_id.currency_id")
    company_id = fields.Many2one(related="move_line_id.company_id")
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
    price = fields.Float(
        compute="_compute_price",
        string="Unit Price",
        digits="Product Price",
        help="Price of what remains, earlier price corrections included.",
    )
    new_price = fields.Float(
        compute="_compute_new_values",
        store=True,
        readonly=False,
        digits="Product Price",
        help="The right price of what remains of the line.",
    )
    discount = fields.Float(related="move_line_id.discount")
    tax_ids = fields.Many2many("account.tax", compute="_compute_price", string="Taxes")
    new_tax_ids = fields.Many2many(
        "account.tax",
        compute="_compute_new_values",
        store=True,
        readonly=False,
        string="Right Taxes",
        help="The taxes that should have been on the line. Its net stays.",
    )

    @api.depends("move_line_id")
    def _compute_credited(self):
        credited = self.move_line_id._get_credited(states=("posted", "draft"))
        for row in self:
            done = credited.get(row.move_line_id.id)
            row.credited_quantity = done.quantity if done else 0.0
            row.remaining_quantity = row.invoiced_quantity - row.credited_quantity

    @api.depends("move_line_id")
    def _compute_price(self):
        for row in self:
            row.price = row.move_line_id._get_price_left()
            row.tax_ids = row.move_line_id._get_taxes_left()

    @api.depends("price", "tax_ids")
    def _compute_new_values(self):
        for row in self:
            row.new_price = row.price
            row.new_tax_ids = row.tax_ids

    def _get_subtotal(self, quantity, price):
        """Return what a quantity of this line comes to at a price, its discount off."""
        return quantity * price * (1 - self.discount / 100)

    def _get_new_prices(self):
        """Return the prices that were changed, by line id."""
        return {
            row.move_line_id.id: row.new_price
            for row in self
            if row.new_price != row.price
        }

    def _check_document(self, moves):
        """Check that the line belongs to one of the documents of the window.

        :raises UserError: naming the line and its document
        """
        if self.move_id not in moves:
            raise UserError(
                self.env._(
                    "%(line)s belongs to %(document)s, which is not among the "
                    "documents to correct. Choose lines of these documents.",
                    line=self.move_line_id._get_short_name(),
                    document=self.move_id.display_name,
                )
            )
