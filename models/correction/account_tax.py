import re

from odoo import models

# What a formula reads whose tax depends on the price
PRICED = re.compile(r"\b(?:base|price_unit)\b")


class AccountTax(models.Model):
    """Which taxes an amount bears, and what of them is in its price."""

    _inherit = "account.tax"

    def _add_tax_details_in_base_line(self, base_line, company, rounding_method=None):
        """Compute pieces that are charged anew as those that are taken back.

        A formula says something else of a quantity below zero: of two limits the
        other one holds.
        """
        turns = base_line["tax_ids"]._note_has_formula() and is_turned(base_line)
        if turns:
            base_line["quantity"] *= -1
        result = super()._add_tax_details_in_base_line(
            base_line, company, rounding_method
        )
        if turns:
            base_line["quantity"] *= -1
            turn_amounts(base_line["tax_details"])
        return result

    def _note_has_formula(self):
        """Tell whether one of these has a formula; that module is no dependency."""
        return "formula" in self._fields and any(
            tax.amount_type == "code" for tax in self.flatten_taxes_hierarchy()
        )

    def _note_sum_included(self, amounts):
        """Return the sum of those amounts whose taxes are included in prices.

        :param amounts: by the ids of taxes, as text
        """
        return sum(
            amounts.get(str(tax.id), 0.0)
            for tax in self.flatten_taxes_hierarchy()
            if tax.price_include
        )

    def _note_without_fixed(self):
        """Return these taxes without those that go with pieces, at any price.

        Of a group that has such, the others are named one by one.
        """
        kept = self.browse()
        for tax in self:
            if tax._note_has_per_piece():
                children = tax.flatten_taxes_hierarchy()
                kept |= children.filtered(lambda each: not each._note_is_per_piece())
            else:
                kept |= tax
        return kept

    def _note_has_per_piece(self):
        every = self.flatten_taxes_hierarchy()
        return any(tax._note_is_per_piece() for tax in every)

    def _note_is_per_piece(self):
        """Tell whether this tax goes with pieces alone, whatever they cost."""
        if self.amount_type == "code":
            return not PRICED.search(self.formula or "")
        return self.amount_type == "fixed"

    def _note_has_priced_formula(self):
        """Tell whether one of these has a formula of the price.

        It may come to anything: a least amount a piece, a step, the same for pieces
        that are charged as for those that are taken back.
        """
        return any(
            tax.amount_type == "code" and not tax._note_is_per_piece()
            for tax in self.flatten_taxes_hierarchy()
        )


def is_turned(base_line):
    """Tell whether a line goes against the pieces that it is about."""
    line = base_line["record"]
    if not isinstance(line, models.BaseModel) or line._name != "account.move.line":
        return bool(base_line.get("_note_turned"))
    root = line.origin_line_id and line._note_get_ancestors()[-1]
    return bool(root) and base_line["quantity"] * root.quantity < 0


def turn_amounts(details):
    """Turn the amounts of tax details round."""
    for amounts in (details, *details["taxes_data"]):
        for name, amount in amounts.items():
            if "amount" in name or "total" in name:
                amounts[name] = -amount
