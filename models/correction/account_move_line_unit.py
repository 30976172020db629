from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.errors import with_code
from ...tools.standing import QUANTITY_STEP, Terms


class AccountMoveLine(models.Model):
    """Pieces of a line in another unit of the same kind: eggs of a dozen.

    What stands is counted in the unit of the line; a unit of a note is how its lines
    are written, and how a window asks.
    """

    _inherit = "account.move.line"

    def _note_get_unit(self, correction):
        """Return the unit in which a note about this line is written."""
        chosen = correction.units.get(self.id)
        return self.env["uom.uom"].browse(chosen) if chosen else self.product_uom_id

    def _note_check_unit(self, unit):
        """Check that a unit is of the kind of this line's.

        :raises UserError: naming the line and both units
        """
        own = self.product_uom_id
        if own == unit or (own and unit.exists() and own._has_common_reference(unit)):
            return
        text = self.env._(
            "%(document)s, %(line)s: %(own)s cannot be converted into %(unit)s. Choose "
            "a unit of the same kind.",
            document=self.move_id.name,
            line=self._note_get_short_name(),
            unit=unit.exists().name or unit.id,
            own=own.name or self.env._("a line without a unit"),
        )
        raise with_code(UserError(text), "wrong_unit")

    def _note_prepare_in_unit(self, vals, correction):
        """Return those values of the line of a note that depend on its unit."""
        if vals.get("correction_mode") == "amount":
            return {}
        unit = self._note_get_unit(correction)
        if self.id not in correction.units:
            unit = self._note_find_exact_unit(vals["quantity"])
        if unit == self.product_uom_id:
            return {}
        quantity = convert_quantity(vals["quantity"], self.product_uom_id, unit)
        found = {
            "product_uom_id": unit.id,
            "quantity": round(quantity, 8),
            "price_unit": self._note_get_price_in(vals["price_unit"], unit),
        }
        # What was given to the line holds for its own quantity
        data = self._note_prepare_fixed_taxes(vals, found)
        taken = (vals.get("extra_tax_data") or {}).get("note_taken")
        if taken:
            price, discount = taken["at"]
            data["note_taken"] = {
                "price": self._note_get_price_in(taken["price"], unit),
                "discount": taken["discount"],
                "at": [self._note_get_price_in(price, unit), discount],
            }
        return {**found, "extra_tax_data": data or False}

    def _note_prepare_fixed_taxes(self, vals, found):
        """Return what keeps taxes of a fixed amount a piece where pieces are others.

        :param vals: of the line of a note in the unit of this line
        :param found: quantity and price in its own
        """
        taxes = self.env["account.tax"].browse(vals["tax_ids"][0][2])
        if taxes == taxes._note_without_fixed():
            return {}
        turned = self._note_get_sign()
        terms = Terms(vals["price_unit"], vals["discount"], tuple(taxes.ids))
        base = self._note_prepare_base_line(terms, turned * vals["quantity"])
        taxes._add_tax_details_in_base_line(base, self.company_id, "round_per_line")
        details = base["tax_details"]
        amounts = {
            str(data["tax"].id): {
                "tax_amount_currency": data["raw_tax_amount_currency"]
            }
            for data in details["taxes_data"]
        }
        net = self.currency_id.round(details["raw_total_excluded_currency"])
        return {
            "currency_id": self.currency_id.id,
            "price_unit": found["price_unit"],
            "discount": vals["discount"],
            "quantity": found["quantity"],
            "rate": self.move_id.invoice_currency_rate,
            "manual_total_excluded_currency": net,
            "manual_tax_amounts": amounts,
        }

    def _note_find_exact_unit(self, quantity):
        """Return a unit in which a quantity of this line is not rounded.

        Its own, else one of its notes: what is left of a dozen after four eggs are
        eight eggs, no 0.67 dozen.
        """
        own = self.product_uom_id
        if not own or _is_exact(own, quantity):
            return own
        notes = self._note_find_correcting_lines(Domain("parent_state", "!=", "cancel"))
        for unit in notes.product_uom_id:
            if _is_exact(unit, convert_quantity(quantity, own, unit)):
                return unit
        return own

    def _note_settle_quantity(self, quantity, standing, correction):
        """Return a quantity, all that stands where that is meant but for its digits.

        What is left of a dozen after four eggs is read as 0.67 dozen.
        """
        unit, own = self._note_get_unit(correction), self.product_uom_id
        chosen = correction.layers.get(self.id)
        layer = standing.find(chosen) if chosen else None
        turned = self._note_get_sign()
        remaining = turned * (layer.quantity if layer else standing.quantity)
        shown = convert_quantity(remaining, own, unit)
        if not unit or _is_exact(unit, shown):
            return quantity
        asked = convert_quantity(quantity, own, unit)
        return remaining if not unit.compare(asked, shown) else quantity

    def _note_get_price_in(self, price, unit):
        """Return a price of this line's unit as one of another unit."""
        return convert_price(price, self.product_uom_id, unit)

    def _note_get_terms_in(self, terms, unit):
        """Return terms with the price of another unit than this line's."""
        return terms._replace(price=self._note_get_price_in(terms.price, unit))


def _is_exact(unit, quantity):
    return abs(unit.round(quantity) - quantity) < QUANTITY_STEP


def convert_quantity(quantity, unit, wanted):
    """Return a quantity in another unit, not rounded."""
    if not unit or not wanted or unit == wanted:
        return quantity
    return unit._compute_quantity(quantity, wanted, round=False)


def convert_price(price, unit, wanted):
    """Return the price of a piece of another unit, not rounded."""
    if not unit or not wanted or unit == wanted:
        return price
    return unit._compute_price(price, wanted)
