from odoo import models
from odoo.exceptions import UserError
from odoo.tools import float_compare, formatLang

from ..tools.money import exceeds


class AccountMoveLine(models.Model):
    """No line is credited with more than it invoiced."""

    _inherit = "account.move.line"

    def _refuse_over_credit(self):
        """Raise for the first of these lines that is credited too far.

        :raises UserError: naming the line, the figures and the way out
        """
        invoiced = self.filtered(lambda line: not line._is_on_credit_note())
        credited = invoiced._get_credited()
        for line in invoiced:
            done = credited[line.id]
            sign = -1 if line.quantity < 0 else 1
            digits = line.product_uom_id.rounding or 0.000001
            if (
                float_compare(
                    sign * done.quantity,
                    sign * line.quantity,
                    precision_rounding=digits,
                )
                > 0
            ):
                raise UserError(line._get_quantity_refusal(done))
            # Each note rounds its own share of the line by half a step
            step = line.currency_id.rounding
            if exceeds(done.subtotal, line.price_subtotal, step, tolerance=1):
                raise UserError(line._get_amount_refusal(done))

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
