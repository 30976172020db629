from odoo import models
from odoo.exceptions import UserError

from ...tools.errors import with_code
from ...tools.standing import QUANTITY_STEP


class AccountMoveLine(models.Model):
    """Which pieces of a line are meant, where they stand at several terms."""

    _inherit = "account.move.line"

    def _note_take_changed(self, standing, correction):
        """Return the pieces that get another price or other taxes, the oldest first.

        They are charged back and anew: a debit note changes no more than stands either.
        """
        wanted = correction.quantities.get(self.id)
        chosen = correction.layers.get(self.id)
        if wanted:
            wanted = self._note_settle_quantity(wanted, standing, correction)
            credit = correction._replace(side="credit")
            self._note_check_quantity(wanted, standing, credit)
        else:
            self._note_check_layer(0, standing, correction)
        return standing.take(abs(wanted or standing.quantity), chosen, oldest=True)

    def _note_check_quantity(self, quantity, standing, correction):
        """Check a quantity against what stands of this line.

        Posted notes limit a credit; what drafts reserve lowers the proposal only,
        for a draft may never be posted. A debit note may add any quantity.

        :raises UserError: naming the line, the figures and the way out
        """
        is_credit = correction.side == "credit"
        unit = self._note_get_unit(correction)
        turned = self._note_get_sign()
        remaining = standing.quantity if is_credit else float("inf")
        # Not a number is neither, and refused as well
        if not 0 < turned * quantity <= remaining + QUANTITY_STEP:
            text = self.env._(
                "%(document)s, %(line)s: %(quantity)s cannot be credited. "
                "Invoiced %(invoiced)s, still to credit %(left)s. "
                "Enter a quantity from 0 to %(left)s.",
                document=self.move_id.name,
                line=self._note_get_short_name(),
                quantity=self._note_format_quantity(quantity, unit),
                invoiced=self._note_format_quantity(self.quantity, unit),
                left=self._note_format_quantity(turned * standing.quantity, unit),
            )
            raise with_code(UserError(text), "over_credited")
        self._note_check_layer(quantity if is_credit else 0, standing, correction)

    def _note_check_layer(self, quantity, standing, correction):
        """Check that as many pieces stand at the terms that were chosen.

        :raises UserError: naming the line, the figures and the way out
        """
        chosen = correction.layers.get(self.id)
        unit = self._note_get_unit(correction)
        layer = standing.find(chosen)
        remaining = layer.quantity if layer else 0.0
        if not chosen or (layer and abs(quantity) <= remaining + QUANTITY_STEP):
            return
        turned = self._note_get_sign()
        text = self.env._(
            "%(document)s, %(line)s: only %(left)s remain at %(price)s, so "
            "%(quantity)s cannot be corrected. Choose among these: %(layers)s.",
            document=self.move_id.name,
            line=self._note_get_short_name(),
            left=self._note_format_quantity(turned * remaining, unit),
            price=self._note_format_price(self._note_get_price_in(chosen.price, unit)),
            quantity=self._note_format_quantity(quantity, unit),
            layers=self._note_name_layers(standing) or "0",
        )
        raise with_code(UserError(text), "over_credited")

    def _note_find_layer(self, standing, **said):
        """Return the terms of the youngest pieces of which all this is true, or None.

        :param said: ``price``, ``discount`` and ``taxes``, None where not said
        """
        for terms, _quantity in reversed(standing.layers):
            if all(
                wanted is None or _is_alike(getattr(terms, name), wanted)
                for name, wanted in said.items()
            ):
                return terms
        return None

    def _note_name_layers(self, standing):
        """Return what stands at which terms, the youngest first, in words."""
        return " · ".join(
            self._note_name_layer(layer, standing)
            for layer in reversed(standing.layers)
        )

    def _note_name_layer(self, layer, standing):
        """Return how many pieces stand at which terms: "3 at 10.00"."""
        terms, quantity = layer
        turned = self._note_get_sign()
        words = [
            self.env._(
                "%(quantity)s at %(price)s",
                quantity=self._note_format_quantity(turned * quantity),
                price=self._note_format_price(terms.price),
            )
        ]
        if terms.discount:
            words.append(f"-{self._note_format_discount(terms.discount)} %")
        if any(other.terms.taxes != terms.taxes for other in standing.layers):
            taxes = self.env["account.tax"].browse(terms.taxes)
            words.append(" + ".join(taxes.mapped("name")) or self.env._("no taxes"))
        return ", ".join(words)


def _is_alike(value, wanted):
    """Tell whether terms have a value, noise and order of taxes aside."""
    if isinstance(value, tuple):
        return value == tuple(sorted(wanted))
    return abs(value - wanted) < QUANTITY_STEP
