from odoo import models
from odoo.tools import float_compare, formatLang

from ..tools.money import exceeds


class AccountMoveLine(models.Model):
    """No line is credited with more than it invoiced."""

    _inherit = "account.move.line"

    def _find_excesses(self, domain):
        """Yield (line, text) for each of these lines that is credited too far.

        :param domain: which lines of notes count
        """
        credited = self._get_credited(domain=domain)
        for line in self:
            done = credited[line.id]
            # Each note rounds its own share of the line by half a step
            step = line.currency_id.rounding
            if line._exceeds_quantity(done.quantity):
                yield line, line._get_quantity_refusal(done)
            elif exceeds(done.subtotal, line.price_subtotal, step, tolerance=1):
                yield line, line._get_amount_refusal(done)

    def _exceeds_quantity(self, quantity):
        sign = -1 if self.quantity < 0 else 1
        digits = self.product_uom_id.rounding or 0.000001
        return (
            float_compare(
                sign * quantity, sign * self.quantity, precision_rounding=digits
            )
            > 0
        )

    def _get_quantity_refusal(self, done):
        return self.env._(
            "%(invoice)s, %(line)s: %(credited)s %(unit)s would be credited, but "
            "only %(invoiced)s were invoiced. Credit a smaller quantity.",
            invoice=self.move_id.display_name,
            line=self._get_short_name(),
            credited=formatLang(self.env, done.quantity, dp="Product Unit"),
            invoiced=formatLang(self.env, self.quantity, dp="Product Unit"),
            unit=self.product_uom_id.name or "",
        )

    def _get_amount_refusal(self, done):
        return self.env._(
            "%(invoice)s, %(line)s: %(credited)s before taxes would be credited, "
            "but only %(invoiced)s were invoiced. Credit a smaller amount.",
            invoice=self.move_id.display_name,
            line=self._get_short_name(),
            credited=self.move_id._format_amount(done.subtotal),
            invoiced=self.move_id._format_amount(self.price_subtotal),
        )

    def _get_short_name(self):
        return (self.name or self.product_id.display_name or "").split("\n")[0]
