from collections import defaultdict

from odoo import Command, models


class AccountMove(models.Model):
    """A credit note that takes back all that is left leaves not a cent open.

    Core computes the taxes of a note anew: an invoice whose tax was entered by
    hand (bills are) keeps the difference open after its reversal, and so does an
    invoice credited in parts whose taxes are rounded part by part.
    """

    _inherit = "account.move"

    def _reverse_moves(self, default_values_list=None, cancel=False):
        notes = super()._reverse_moves(default_values_list, cancel)
        for note in notes.filtered(lambda note: note.state == "draft"):
            note._take_all_taxes_left()
        return notes

    def _post(self, soft=True):
        # Reverse and Create Invoice posts the note at once, within core's method
        if self.env.context.get("move_reverse_cancel"):
            for note in self.filtered("is_note"):
                note._take_all_taxes_left()
        return super()._post(soft)

    def _take_all_taxes_left(self):
        """Give this draft the taxes left on its invoice, where it takes all else."""
        invoice = self.reversed_entry_id
        if not invoice or self._get_origins() != invoice or not self._is_credit_note():
            return
        earlier = self._get_earlier_notes(invoice)
        if earlier is None or not self._takes_all_that_is_left(invoice):
            return
        left = defaultdict(float)
        for line in (invoice | earlier | self).line_ids.filtered("tax_line_id"):
            left[line.tax_line_id] += line.amount_currency
        own = self.line_ids.filtered("tax_line_id").grouped("tax_line_id")
        commands = [
            Command.update(
                own[tax][0].id, {"amount_currency": own[tax][0].amount_currency - open_}
            )
            for tax, open_ in left.items()
            if tax in own and not self.currency_id.is_zero(open_)
        ]
        if commands:
            self.write({"line_ids": commands})

    def _get_earlier_notes(self, invoice):
        """Return the posted credit notes of an invoice, None for a larger family."""
        notes = self.browse()
        for share in invoice._get_family_shares()[invoice]:
            if share.amount > 0 or share.lines:
                return None
            notes |= share.note
        return notes - self

    def _takes_all_that_is_left(self, invoice):
        """Tell whether nothing of the net of any line remains after this draft."""
        lines = invoice._get_correctable_lines()
        credited = lines._get_credited()
        taken = defaultdict(float)
        for line in self.invoice_line_ids:
            taken[line.origin_line_id] += line.price_subtotal
        return all(
            invoice.currency_id.is_zero(
                line.price_subtotal - credited[line.id].subtotal - taken[line]
            )
            for line in lines
        )
