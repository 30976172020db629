from odoo import models
from odoo.tools import float_compare

from ..tools import matching
from ..tools.money import exceeds


class AccountMoveLine(models.Model):
    """Which invoice lines another flow says a line may take back.

    Sales, purchases and the point of sale are no dependencies of this addon: their
    links are followed where the fields exist.
    """

    _inherit = "account.move.line"

    def _get_flow_lines(self):
        """Return all journal items behind the orders of this line, of any state.

        With all rights: who makes the note may not be allowed to read the order.
        Another addon with links of its own adds to the result.
        """
        line = self.sudo()
        found = line.browse()
        if "sale_line_ids" in line._fields:
            found |= line.sale_line_ids.invoice_lines
        if "purchase_line_id" in line._fields:
            found |= line.purchase_line_id.invoice_lines
        if "pos_order_ids" in line.move_id._fields:
            found |= line._get_refunded_till_lines()
        return found - line

    def _get_refunded_till_lines(self):
        # An invoice of the till does not know which line comes from which of the
        # order, but each refunded line knows its order, and so the invoice
        refunded = self.move_id.pos_order_ids.lines.filtered(
            lambda line: line.product_id == self.product_id
        ).refunded_orderline_id
        return refunded.order_id.account_move.invoice_line_ids.filtered(
            lambda line: line.product_id == self.product_id
        )

    def _may_take_back(self, origin):
        """Tell whether the rules of a link allow this line to correct another."""
        note, invoice = self.move_id, origin.move_id
        chosen = self.origin_move_id or note._get_header_origin()
        return (
            origin.display_type == "product"
            # A line of the other sign is a charge on the note, and takes nothing back
            and self.quantity * origin.quantity > 0
            and (not chosen or chosen == invoice)
            and not matching.refusals(
                note._prepare_matching_document(),
                invoice._prepare_matching_document(),
                posting=True,
            )
        )

    def _add_to_credited(self, origin, credited):
        """Return what is credited of an invoice line together with this line.

        :param Credited credited: what was credited of it before
        :rtype: Credited
        """
        quantity, unit = self.quantity, origin.product_uom_id
        if unit and self.product_uom_id and unit != self.product_uom_id:
            quantity = self.product_uom_id._compute_quantity(
                quantity, unit, round=False
            )
        return credited._replace(
            quantity=credited.quantity + quantity,
            subtotal=credited.subtotal + self.price_subtotal,
        )

    def _can_bear(self, credited):
        """Tell whether so much may be credited of this line, by the guard's measure.

        :param credited: what would be credited in all
        """
        sign = -1 if self.quantity < 0 else 1
        digits = self.product_uom_id.rounding or 0.000001
        fits = float_compare(
            sign * credited.quantity, sign * self.quantity, precision_rounding=digits
        )
        step = self.currency_id.rounding
        return fits <= 0 and not exceeds(
            credited.subtotal, self.price_subtotal, step, tolerance=1
        )
