from odoo import Command, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..tools.pricing import QUANTITY_STEP, Line, price_to_credit
from ..tools.refusal import coded


class AccountMove(models.Model):
    """Correction of quantities: goods that come back, or were not delivered."""

    _inherit = "account.move"

    def _prepare_correction_lines(self, correction):
        quantities = correction.quantities
        lines = self._get_correctable_lines().filtered(
            lambda line: quantities.get(line.id)
        )
        facts = lines._get_pricing_facts()
        for line in lines:
            line._check_quantity(quantities[line.id], facts[line], correction.side)
        return self._prepare_kept_lines(
            {
                line.id: [line._prepare_quantity_line(quantities[line.id], facts[line])]
                for line in lines
            }
        )


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _get_pricing_facts(self):
        """Return the facts of ``tools.pricing`` for these lines, by line."""
        credited = self._get_credited()
        return {
            line: Line(
                quantity=line.quantity,
                price=line.price_unit,
                amount=line._get_amount_in_price_terms(),
                credited_quantity=credited[line.id].quantity,
                credited_amount=credited[line.id].total
                if line._has_price_included()
                else credited[line.id].subtotal,
                repriced=credited[line.id].repriced,
                discount=line.discount,
            )
            for line in self
        }

    def _check_quantity(self, quantity, facts, side):
        """Check a quantity against what is left of this line.

        Posted notes limit a credit; what drafts reserve lowers the proposal only,
        for a draft may never be posted. A debit note may add any quantity.

        :raises UserError: naming the line, the figures and the way out
        """
        sign = -1 if self.quantity < 0 else 1
        left = sign * facts.quantity_left if side == "credit" else float("inf")
        # Not a number is neither, and refused as well
        if not 0 < sign * quantity <= left + QUANTITY_STEP:
            text = self.env._(
                "%(document)s, %(line)s: %(quantity)s cannot be credited. "
                "Invoiced %(invoiced)s, still to credit %(left)s. "
                "Enter a quantity between zero and that.",
                document=self.move_id.name,
                line=self._get_short_name(),
                quantity=self._format_quantity(quantity),
                invoiced=self._format_quantity(self.quantity),
                left=self._format_quantity(facts.quantity_left),
            )
            raise coded(UserError(text), "over_credited")

    def _format_quantity(self, quantity):
        text = formatLang(self.env, quantity, dp="Product Unit")
        return f"{text} {self.product_uom_id.name or ''}".strip()

    def _has_price_included(self):
        return any(self.tax_ids.flatten_taxes_hierarchy().mapped("price_include"))

    def _get_amount_in_price_terms(self):
        """Return the line's amount, taxes included where its price includes them."""
        return self.price_total if self._has_price_included() else self.price_subtotal

    def _prepare_quantity_line(self, quantity, facts):
        """Return the values of the line that corrects a quantity of this one.

        :param float quantity: in the unit of this line, with its sign
        """
        line = self.with_context(include_business_fields=True, note_link_lines=True)
        vals = line.copy_data({"quantity": quantity})[0]
        # Both follow from the quantity and from the kind of the new document
        for name in ("amount_currency", "is_storno"):
            vals.pop(name, None)
        vals["tax_ids"] = [Command.set(self._get_taxes_left().ids)]
        vals["price_unit"] = price_to_credit(facts, quantity, self.currency_id.rounding)
        return vals

    def _prepare_difference_line(self, **values):
        """Return the values of a line that corrects an amount, no quantity.

        Links of sales and purchases count quantities, and goods with a stock
        value would be booked back into the stock: such a line has neither.
        """
        vals = self.copy_data(values)[0]
        for name in ("amount_currency", "is_storno", "extra_tax_data"):
            vals.pop(name, None)
        if "is_storable" in self.product_id._fields and self.product_id.is_storable:
            vals["product_id"] = False
        return {**vals, "origin_line_id": self.id}
