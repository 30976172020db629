from odoo import models
from odoo.tools import float_compare

from ...tools.money import exceeds


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
            found |= line._note_get_refunded_pos_lines()
        return found - line

    def _note_get_refunded_pos_lines(self):
        # An invoice of a point of sale does not know which line comes from which of
        # the order, but each refunded line knows its order, and so the invoice
        refunded = self.move_id.pos_order_ids.lines.filtered(
            lambda line: line.product_id == self.product_id
        ).refunded_orderline_id
        return refunded.order_id.account_move.invoice_line_ids.filtered(
            lambda line: line.product_id == self.product_id
        )

    def _note_may_take_back(self, origin):
        """Tell whether the rules of a link allow this line to correct another."""
        return self._note_is_of_flow(origin) and not (
            self.move_id._get_origin_refusals(origin.move_id, posting=True)
        )

    def _note_is_of_flow(self, origin):
        """Tell whether this line may be a return of another, whatever a rule says."""
        note, invoice = self.move_id, origin.move_id
        chosen = self.origin_move_id or note._note_get_header_origin()
        return (
            origin.display_type == "product"
            and invoice._note_is_creditable()
            # A line of the other sign is a charge on the note, and takes nothing back
            and self.quantity * origin.quantity > 0
            and (not chosen or chosen == invoice)
        )

    def _note_find_fitting(self, choices, credited):
        """Return the first of some lines that bears this one, None for none.

        :param choices: lines of invoices, the newest first
        :param credited: what is credited of each, by id
        """
        for origin in choices:
            done = self._note_add_to_credited(origin, credited[origin.id])
            if origin._note_can_bear(done):
                return origin
        return None

    def _note_choose_too_small(self, choices, credited):
        """Return the line that this one takes back, though it is larger than that.

        None where several lines bear it together: a person decides.
        """
        remaining = [
            origin
            for origin in choices
            if exceeds(
                abs(origin.price_subtotal),
                abs(credited[origin.id].subtotal),
                origin.currency_id.rounding,
            )
        ]
        if len(remaining) > 1 and self._note_is_borne_by(remaining, credited):
            return None
        return remaining[0] if remaining else choices[:1] or None

    def _note_is_borne_by(self, origins, credited):
        """Tell whether several lines bear together what this one takes back."""
        together = sum(o.price_subtotal - credited[o.id].subtotal for o in origins)
        step = self.currency_id.rounding
        return not exceeds(self.price_subtotal, together, step, len(origins))

    def _note_tell_not_linked(self, behind, choices):
        """Return why this line of a return names no invoice, a list of sentences."""
        if choices:
            return [
                self.env._(
                    "%(line)s names no invoice: only several of its order bear it "
                    "together %(invoices)s. Choose those it corrects, line by line.",
                    line=self._note_get_short_name(),
                    invoices=self.move_id._note_format_names(choices.move_id),
                )
            ]
        note = self.move_id
        refused = behind.filtered(self._note_is_of_flow).move_id
        return [
            self.env._(
                "%(line)s names no invoice. %(refusal)s",
                line=self._note_get_short_name(),
                refusal=note._note_get_origin_refusal_text(code, invoice),
            )
            for invoice in refused
            for code in note._get_origin_refusals(invoice, posting=True)[:1]
        ]

    def _note_add_to_credited(self, origin, credited):
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

    def _note_can_bear(self, credited):
        """Tell whether so much may be credited of this line, by the guard's measure.

        :param credited: what would be credited in all
        """
        sign = self._note_get_sign()
        digits = self.product_uom_id.rounding or 0.000001
        fits = float_compare(
            sign * credited.quantity, sign * self.quantity, precision_rounding=digits
        )
        step = self.currency_id.rounding
        return fits <= 0 and not exceeds(
            credited.subtotal, self.price_subtotal, step, tolerance=1
        )
