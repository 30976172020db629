from odoo import models

from ...tools.standing import Layer, Terms


class AccountMoveLine(models.Model):
    """Pieces taken back at their price, and charged anew at another.

    The discount is corrected in the same way, and in a note of several changes the
    taxes of the same pieces too.
    """

    _inherit = "account.move.line"

    def _note_prepare_repriced(self, standing, correction):
        """Return the values of pairs: pieces at their price, and at the new one."""
        is_credit = correction.side == "credit"
        if is_credit and self._note_is_down_payment():
            price = self._note_get_new_down_payment(standing, correction)
            if price:
                return self._note_prepare_repriced_down_payment(standing, price)
        values = []
        for piece in self._note_take_changed(standing, correction):
            values += self._note_prepare_pair(standing, piece, correction)
        return self._note_mark(values, "price")

    def _note_prepare_pair(self, standing, piece, correction):
        """Return the values of pieces taken back and charged anew, none if alike."""
        terms, quantity = piece
        former = terms._replace(
            price=terms.price * self._note_get_ratio(terms, standing)
        )
        anew = self._note_get_repriced_terms(former, correction)
        unit = self._note_get_unit(correction)
        said = [self._note_get_terms_in(each, unit) for each in (terms, former, anew)]
        self._note_check_new_terms(*said[1:], correction.side)
        if Terms.of(*former) == Terms.of(*anew):
            return []
        sign = correction.sign
        back = self._note_prepare_back(standing, [Layer(terms, quantity)], sign)
        charged = self._note_prepare_line(anew, -sign * quantity)
        charged["name"] = self._note_name_change(said[0], said[2])
        return [*back, charged]

    def _note_get_repriced_terms(self, former, correction):
        """Return the terms at which pieces are charged anew."""
        anew = former._replace(
            price=correction.prices.get(self.id, former.price),
            discount=correction.discounts.get(self.id, former.discount),
        )
        # Where taxes alone are corrected, that is another mode
        if correction.mode == "several" and self.id in correction.taxes:
            right = self.env["account.tax"].browse(correction.taxes[self.id])
            self._note_check_taxes(right, former.taxes)
            anew = anew._replace(taxes=tuple(sorted(right.ids)))
        return anew

    def _note_get_new_down_payment(self, standing, correction):
        """Return the new price of a down payment, before the discount of its line."""
        price = correction.prices.get(self.id, self._note_get_price(standing))
        if self.id in correction.discounts and self.discount != 100:
            price *= (100 - correction.discounts[self.id]) / (100 - self.discount)
        return price

    def _note_check_new_terms(self, former, anew, side):
        """Check that pieces become cheaper, or dearer in a debit note.

        With other taxes a price cannot be compared: the note as a whole is.
        """
        if former.taxes != anew.taxes:
            return
        if former.discount == anew.discount:
            self._note_check_price(former.price, anew.price, side)
        else:
            self._note_check_price(former.net_price, anew.net_price, side)

    def _note_name_change(self, former, anew):
        """Return what the line that charges pieces anew says of the change."""
        env = self.move_id._note_get_partner_env()
        texts = [self.name]
        if former.price != anew.price or former[1:3] == anew[1:3]:
            text = env._(
                "Price %(price)s instead of %(former)s",
                price=self._note_format_price(anew.price),
                former=self._note_format_price(former.price),
            )
            texts.append(text)
        if former.discount != anew.discount:
            text = env._(
                "Discount %(discount)s %% instead of %(former)s %%",
                discount=self._note_format_discount(anew.discount),
                former=self._note_format_discount(former.discount),
            )
            texts.append(text)
        if former.taxes != anew.taxes:
            taxes = env["account.tax"].browse(anew.taxes)
            texts.append(", ".join(taxes.mapped("name")))
        return "\n".join(filter(None, texts))
