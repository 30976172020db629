from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.correction.account_move_line_unit import convert_price, convert_quantity
from ..tools.standing import Terms


class AccountNoteLineMixin(models.AbstractModel):
    """A line of a document in the window that corrects it."""

    _name = "account.note.line.mixin"
    _inherit = "account.note.numbers.mixin"
    _description = "Line to Correct"
    # As the rows are made: document by document, each in its own order
    _order = "id"
    # Which way a lower price counts: 1 in a credit note, -1 in a debit note
    _note_sign = 1
    _note_numbers = ("quantity", "new_price", "new_discount", "amount")

    move_line_id = fields.Many2one(
        "account.move.line", string="Invoice Line", required=True, ondelete="cascade"
    )
    move_id = fields.Many2one(related="move_line_id.move_id", string="Document")
    # The number alone: a reference behind it would cut it off
    document = fields.Char(related="move_line_id.move_name")
    name = fields.Char(related="move_line_id.name", string="Description")
    product_uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        domain="[('id', 'child_of', unit_root_id)]",
        help="Quantities and prices of this row are in this unit. Another one of the "
        "same kind can be chosen: eggs of a dozen.",
    )
    unit_root_id = fields.Many2one("uom.uom", compute="_compute_unit_root_id")
    currency_id = fields.Many2one(related="move_line_id.currency_id")
    company_id = fields.Many2one(related="move_line_id.company_id")
    invoiced_quantity = fields.Float(
        compute="_compute_credited", string="Invoiced", digits="Product Unit"
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
        min_display_digits="Product Price",
        help="Price of what remains, earlier price corrections included.",
    )
    new_price = fields.Float(
        compute="_compute_new_price",
        store=True,
        readonly=False,
        min_display_digits="Product Price",
        help="The right price of what remains of the line.",
    )
    discount = fields.Float(
        compute="_compute_price",
        string="Discount %",
        digits="Discount",
        help="Discount of what remains, earlier corrections included.",
    )
    new_discount = fields.Float(
        compute="_compute_new_discount",
        store=True,
        readonly=False,
        string="New Discount %",
        digits="Discount",
        help="The right discount of what remains of the line.",
    )
    amount = fields.Monetary(
        help="An amount for this line, in addition to any other change; the quantity "
        "stays the same. Taxes included, unless Net Amount is chosen below.",
    )
    tax_use = fields.Char(compute="_compute_tax_use")
    tax_ids = fields.Many2many(
        "account.tax",
        compute="_compute_price",
        string="Taxes",
        context={"active_test": False},
    )
    new_tax_ids = fields.Many2many(
        "account.tax",
        compute="_compute_new_taxes",
        store=True,
        readonly=False,
        string="Correct Taxes",
        context={"active_test": False},
        help="The taxes that should have been on the line. Its net stays.",
    )

    layer = fields.Char(
        string="Pieces",
        help="If pieces remain at several prices, discounts or taxes: the ones to "
        "correct. If none are chosen, the most recent come back first.",
    )
    layers = fields.Json(compute="_compute_layers")

    @api.depends("move_line_id")
    def _compute_product_uom_id(self):
        lines = self.move_line_id._origin.filtered("move_id.is_named_by_others")
        standing = lines._note_get_standing()

        def find_unit(row):
            line = row.move_line_id._origin
            # Of what no note took anything all is left, and said in its own unit
            if not standing or line not in standing:
                return line.product_uom_id
            return line._note_find_exact_unit(standing[line].quantity)

        # Written once for many rows, here and below: Odoo takes its time for each
        for unit, rows in self.grouped(find_unit).items():
            rows.product_uom_id = unit

    @api.depends("move_line_id")
    def _compute_unit_root_id(self):
        for row in self:
            path = row.move_line_id.product_uom_id.parent_path
            row.unit_root_id = path and int(path.split("/")[0])

    @api.depends("move_line_id", "layer", "product_uom_id")
    def _compute_credited(self):
        lines = self.move_line_id._origin
        standing = lines._note_get_standing(states=("posted", "draft"))
        for row in self:
            line = row.move_line_id._origin
            turned = line._note_get_sign()
            done = turned * standing[line].credited + 0.0 if line else 0.0
            remaining = row._get_standing_quantity(standing[line]) if line else 0.0
            row.invoiced_quantity = row._get_in_unit(line.quantity)
            row.credited_quantity = row._get_in_unit(done)
            row.remaining_quantity = row._get_in_unit(turned * remaining)

    @api.depends("move_line_id", "layer", "product_uom_id")
    def _compute_price(self):
        standing = self.move_line_id._origin._note_get_standing()
        taxes = {}
        for row in self:
            line = row.move_line_id._origin
            of = (standing[line], row._get_layer()) if line else ()
            price = line._note_get_price(*of) if line else 0.0
            row.price = line._note_get_price_in(price, row._get_unit())
            row.discount = line._note_get_discount(*of) if line else 0.0
            taxes[row] = tuple(line._note_get_taxes(*of).ids) if line else ()
        for ids, rows in self.grouped(taxes.get).items():
            rows.tax_ids = [Command.set(ids)]

    @api.depends("move_line_id")
    def _compute_tax_use(self):
        for row in self:
            is_sale = row.move_id and row.move_id.is_sale_document(True)
            row.tax_use = "sale" if is_sale else "purchase"

    # One by one: where a program gives one of them, the others are still proposed
    @api.depends("price")
    def _compute_new_price(self):
        for row in self:
            row.new_price = row.price

    @api.depends("discount")
    def _compute_new_discount(self):
        for row in self:
            row.new_discount = row.discount

    @api.depends("tax_ids")
    def _compute_new_taxes(self):
        for rows in self.grouped(lambda row: row.tax_ids._ids).values():
            rows.new_tax_ids = rows[0].tax_ids

    @api.depends(
        "quantity",
        "price",
        "new_price",
        "discount",
        "new_discount",
        "new_tax_ids",
        "amount",
        "remaining_quantity",
        "wizard_id.correction_mode",
        "wizard_id.is_untaxed",
    )
    def _compute_subtotal(self):
        for row in self:
            row.subtotal = row._get_subtotal()

    def _get_subtotal(self):
        """Return what this row comes to, above zero for what the note is for.

        A new price or discount is that of the quantity, of all where none is entered.
        """
        if self.wizard_id.correction_mode == "lines":
            return self._get_subtotal_of_pieces() + self._get_priced_amount()
        return self._get_subtotal_of_pieces()

    def _get_priced_amount(self):
        """Return the amount of this row as its prices are: taxes in it like in them."""
        if not self.amount:
            return 0.0
        line = self.move_line_id._origin
        taxes = self.new_tax_ids._origin._note_without_fixed().ids
        is_untaxed = self.wizard_id.is_untaxed
        return line._note_price_allowance(self.amount, taxes, is_untaxed)["price_unit"]

    def _get_subtotal_of_pieces(self):
        mode, sign = self.wizard_id.correction_mode, self._note_sign
        net = self.price * (1 - self.discount / 100)
        if mode == "price":
            return (
                sign
                * self.remaining_quantity
                * (self.price - self.new_price)
                * (1 - self.discount / 100)
            )
        if not (self._get_new_prices() or self._get_new_discounts()):
            return 0.0 if self._get_new_taxes() else self.quantity * net
        new_net = self.new_price * (1 - self.new_discount / 100)
        quantity = self.quantity or self.remaining_quantity
        return sign * quantity * (net - new_net)

    def _get_unit(self):
        """Return the unit of the figures of this row."""
        return self.product_uom_id._origin or self.move_line_id.product_uom_id._origin

    def _get_in_unit(self, quantity):
        """Return a quantity of the line in the unit of this row."""
        unit = self._get_unit()
        return convert_quantity(quantity, self.move_line_id.product_uom_id, unit)

    def _get_units(self):
        """Return the ids of units other than the line's own, by line id."""
        return {
            line.id: unit.id
            for line, unit in ((row.move_line_id, row.product_uom_id) for row in self)
            if unit and unit != line.product_uom_id
        }

    def _get_quantities(self):
        """Return what was entered, in the units of the lines, by line id."""
        return {
            row.move_line_id.id: convert_quantity(
                row.quantity, row._get_unit(), row.move_line_id.product_uom_id._origin
            )
            for row in self
            if row.quantity
        }

    def _get_amounts(self):
        """Return the amounts of single lines, by line id."""
        return {row.move_line_id.id: row.amount for row in self if row.amount}

    def _get_new_prices(self):
        """Return the prices that were changed, in the lines' units, by line id."""
        return {
            row.move_line_id.id: convert_price(
                row.new_price, row._get_unit(), row.move_line_id.product_uom_id._origin
            )
            for row in self
            if row.new_price != row.price
        }

    def _get_new_discounts(self):
        """Return the discounts that were changed, by line id."""
        return {
            row.move_line_id.id: row.new_discount
            for row in self
            if abs(row.new_discount - row.discount) > 1e-6
        }

    def _get_new_taxes(self):
        """Return the ids of the taxes that were changed, by line id."""
        return {
            row.move_line_id.id: row.new_tax_ids._origin.ids
            for row in self
            if set(row.new_tax_ids._origin.ids) != set(row.tax_ids._origin.ids)
        }

    def _check_document(self, moves):
        """Check that the line belongs to one of the documents of the window.

        :raises UserError: naming the line and its document
        """
        self._check_layer()
        if self.move_id not in moves:
            raise UserError(
                self.env._(
                    "%(line)s belongs to %(document)s, which is not among the "
                    "documents to correct. Choose lines of these documents.",
                    line=self.move_line_id._note_get_short_name(),
                    document=self.move_id.display_name,
                )
            )

    @api.depends("move_line_id")
    def _compute_layers(self):
        """Keys and words of what stands at several terms, the youngest first."""
        standing = self.move_line_id._origin._note_get_standing()
        for row in self:
            line = row.move_line_id._origin
            found = standing[line].layers if line else ()
            row.layers = len(found) > 1 and [
                [layer.terms.key, line._note_name_layer(layer, standing[line])]
                for layer in reversed(found)
            ]

    def _get_layer(self):
        """Return the terms of the pieces that are meant, None where nobody chose."""
        try:
            return Terms.of_key(self.layer) if self.layer else None
        except ValueError:
            return None

    def _get_layers(self):
        """Return the terms of the pieces that are meant, by line id."""
        chosen = {row.move_line_id.id: row._get_layer() for row in self if row.layer}
        return {line_id: terms for line_id, terms in chosen.items() if terms}

    def _check_layer(self):
        """Check that a row names pieces, if it names any.

        :raises UserError: naming the line and the way out
        """
        if self.layer and not self._get_layer():
            text = self.env._(
                "%(layer)s names no pieces of %(line)s. Choose some of those offered.",
                layer=self.layer,
                line=self.move_line_id._note_get_short_name(),
            )
            raise UserError(text)

    def _get_standing_quantity(self, standing):
        """Return how many of the pieces stand that are meant."""
        chosen = self._get_layer()
        layer = standing.find(chosen) if chosen else None
        return layer.quantity if layer else 0.0 if chosen else standing.quantity
