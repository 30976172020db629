from odoo import Command, models

from ..tools.money import from_steps, to_steps
from ..tools.selection import Row, kept_rows

# Quantities closer than this are the same; units round to no less
QUANTITY_STEP = 1e-6


class AccountMove(models.Model):
    """How a correction becomes the lines of a draft note."""

    _inherit = "account.move"

    def _reverse_moves(self, default_values_list=None, cancel=False):
        linking = self.with_context(note_link_lines=True)
        notes = super(AccountMove, linking)._reverse_moves(default_values_list, cancel)
        return notes.with_env(self.env)

    def _get_correctable_lines(self):
        """Return the product lines of these documents, in their order."""
        return self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        ).sorted(lambda line: (line.move_id.id, line.sequence, line.id))

    def _prepare_partial_note(self, quantities):
        """Return the values by which a copy of this document becomes partial.

        :param dict quantities: what is corrected, by line id, in the line's unit
        :return: a dict for ``_prepare_default_reversal``, lines in the order of
            the document, headings kept where something below them is
        """
        self.ensure_one()
        return {
            "line_ids": self._prepare_note_lines(quantities),
            # The expected total of quick encoding, and cut-off entries, belong
            # to the whole document
            "quick_edit_total_amount": 0.0,
            "adjusting_entries_move_ids": False,
        }

    def _prepare_note_lines(self, quantities):
        lines = self.invoice_line_ids.sorted(lambda line: (line.sequence, line.id))
        chosen = {line.id for line in lines if quantities.get(line.id)}
        kept = kept_rows(
            Row(line.id, line.display_type or "product", line.id in chosen)
            for line in lines
        )
        credited = self.env["account.move.line"].browse(chosen)._get_credited()
        copied = lines.browse(kept).with_context(
            include_business_fields=True, note_link_lines=True
        )
        return [
            Command.create(
                line._prepare_note_line(quantities[line.id], credited[line.id])
                if line.id in chosen
                else line.copy_data()[0]
            )
            for line in copied
        ]


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _prepare_note_line(self, quantity, credited):
        """Return the values of the line that corrects a quantity of this one.

        :param float quantity: in the unit of this line, with its sign
        :param credited: what was credited of this line before
        """
        vals = self.copy_data({"quantity": quantity})[0]
        # Both follow from the quantity and from the kind of the new document
        for name in ("amount_currency", "is_storno"):
            vals.pop(name, None)
        vals["price_unit"] = self._get_closing_price(quantity, credited)
        return vals

    def _get_closing_price(self, quantity, credited):
        """Return the price at which a quantity leaves nothing of this line open.

        33.335 each, invoiced 3 for 100.01 and credited one by one: 33.34, 33.34,
        and 33.33 for the last, not 33.34 again. Any other quantity keeps its price.
        """
        step = self.currency_id.rounding
        left = self.quantity - credited.quantity
        if not credited.quantity or abs(quantity - left) > QUANTITY_STEP:
            return self.price_unit
        exact = self.price_subtotal * quantity / self.quantity
        wanted = to_steps(self.price_subtotal - credited.subtotal, step)
        if not exact or to_steps(exact, step) == wanted:
            return self.price_unit
        price = self.price_unit * from_steps(wanted, step) / exact
        tidy = self.currency_id.round(price)
        is_enough = to_steps(exact * tidy / self.price_unit, step) == wanted
        return tidy if is_enough else price
