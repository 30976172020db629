from odoo import models


class AccountTax(models.Model):
    """Which taxes an amount bears, and what of them is in its price."""

    _inherit = "account.tax"

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
        """Return these taxes without those of a fixed amount a piece.

        Of a group that has such, the others are named one by one.
        """
        kept = self.browse()
        for tax in self:
            children = tax.flatten_taxes_hierarchy()
            if any(child.amount_type == "fixed" for child in children):
                kept |= children.filtered(lambda each: each.amount_type != "fixed")
            else:
                kept |= tax
        return kept
