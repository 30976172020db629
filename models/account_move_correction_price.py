from odoo import models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..tools.pricing import price_left


class AccountMove(models.Model):
    """Correction of prices: the difference of what is left, line by line."""

    _inherit = "account.move"

    def _prepare_correction_price(self, correction):
        lines = self._get_correctable_lines().filtered(
            lambda line: line.id in correction.prices
        )
        values = {}
        for line, facts in lines._get_pricing_facts().items():
            price = price_left(facts, line.currency_id.rounding)
            new_price = correction.prices[line.id]
            difference = line._get_price_difference(price, new_price, correction.side)
            if difference:
                values[line.id] = [
                    line._prepare_price_line(facts.quantity_left, new_price, difference)
                ]
        return self._prepare_kept_lines(values)


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _get_price_left(self):
        """Return the unit price of what is left of this line, 0.0 for no line."""
        facts = self._get_pricing_facts()
        return price_left(facts[self], self.currency_id.rounding) if self else 0.0

    def _get_price_difference(self, price, new_price, side):
        """Return what a unit is credited or debited, above zero or zero.

        :raises UserError: where the new price asks for the other kind of note
        """
        difference = price - new_price if side == "credit" else new_price - price
        # Compared in the direction of the price: a discount line has one below zero
        if new_price * price < 0 or difference * (1 if price >= 0 else -1) < 0:
            raise UserError(self._get_price_refusal(price, new_price, side))
        return difference

    def _prepare_price_line(self, quantity, new_price, difference):
        lang = self.move_id.partner_id.lang or self.env.lang
        text = self.with_context(lang=lang).env._(
            "Price %(price)s instead of %(former)s",
            price=self._format_price(new_price),
            former=self._format_price(self.price_unit),
        )
        return self._prepare_difference_line(
            quantity=quantity,
            price_unit=difference,
            name="\n".join(filter(None, [self.name, text])),
            correction_mode="price",
        )

    def _get_price_refusal(self, price, new_price, side):
        texts = {
            "credit": self.env._(
                "%(document)s, %(line)s: %(new)s is not between zero and the price "
                "of %(price)s. A credit note lowers a price; to raise it, create a "
                "debit note.",
                **self._get_price_names(price, new_price),
            ),
            "debit": self.env._(
                "%(document)s, %(line)s: %(new)s is lower than the price of "
                "%(price)s. A debit note raises a price; to lower it, create a "
                "credit note.",
                **self._get_price_names(price, new_price),
            ),
        }
        return texts[side]

    def _get_price_names(self, price, new_price):
        return {
            "document": self.move_id.name,
            "line": self._get_short_name(),
            "new": self._format_price(new_price),
            "price": self._format_price(price),
        }

    def _format_price(self, price):
        return formatLang(self.env, price, dp="Product Price")
