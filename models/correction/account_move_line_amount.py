from odoo import models

from .account_move_former_taxes import restate


class AccountMoveLine(models.Model):
    """An amount at the place of a line, with its taxes."""

    _inherit = "account.move.line"

    def _note_prepare_amount_base(self, taxes, net):
        """Return a net amount with taxes on top, as core computes them."""
        engine = self.env["account.tax"]
        found = engine.browse(taxes)
        base = engine._prepare_base_line_for_taxes_computation(
            None,
            tax_ids=found,
            price_unit=net,
            quantity=1.0,
            currency_id=self.currency_id,
            product_id=self.product_id,
            rate=self.move_id.invoice_currency_rate,
            special_mode="total_excluded",
        )
        base["_note_former"] = self._note_get_former_taxes(found)
        base["_note_formula_rates"] = self._note_get_formula_rates(found)
        engine._add_tax_details_in_base_line(base, self.company_id, "round_globally")
        restate(base)
        return base

    def _note_get_formula_rates(self, taxes):
        """Return the rates of taxes by a formula in the document of this line."""
        if not taxes._note_has_priced_formula():
            return {}
        return self._note_get_taxed_document()._note_get_formula_rates(taxes)

    def _note_prepare_tax_data(self, price, net, amounts):
        """Return the amounts of a line as core keeps those that are given.

        :param amounts: of taxes, in the document's currency, by their ids as text
        """
        if not amounts:
            return False
        taxes = self.env["account.tax"].browse(map(int, amounts))
        # What the customer owes and deducts comes to nothing: core computes both
        charged = set(map(str, taxes.filtered(lambda t: not t.has_negative_factor).ids))
        return {
            "computation_key": f"note,{self.move_id.id}",
            "currency_id": self.currency_id.id,
            "price_unit": price,
            "discount": 0.0,
            "quantity": 1.0,
            "rate": self.move_id.invoice_currency_rate,
            "manual_total_excluded_currency": net,
            "manual_tax_amounts": {
                key: {"tax_amount_currency": amount} if key in charged else {}
                for key, amount in amounts.items()
            },
        }

    def _note_prepare_money(self, net, quantity, taxes):
        """Return the price of money that belongs to no piece, and what is its tax.

        Of a formula that prices hold core would ask what a piece at this price bears:
        the amount has its part of what the document has.

        :param quantity: 1 or -1
        """
        net, currency = abs(net), self.currency_id
        price = self._note_price_with(net, taxes)
        values = {"quantity": quantity, "price_unit": price}
        rates = self._note_get_formula_rates(taxes)
        if taxes._note_sum_included(rates):
            amounts = {
                str(tax.id): currency.round(rates.get(str(tax.id), 0.0) * net)
                for tax in taxes.flatten_taxes_hierarchy()
            }
            data = self._note_prepare_tax_data(price, currency.round(net), amounts)
            if quantity < 0:
                data = taxes._reverse_quantity_base_line_extra_tax_data(data)
            values["extra_tax_data"] = data
        return values
