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
        notes.filtered(lambda note: note.state == "draft")._take_all_taxes_left()
        return notes

    def _post(self, soft=True):
        # Reverse and Create Invoice posts the note at once, within core's method
        if self.env.context.get("move_reverse_cancel"):
            self.filtered("is_note")._take_all_taxes_left()
        return super()._post(soft)

    def _take_all_taxes_left(self):
        """Give these drafts the taxes left on their invoices, where they take all else.

        Invoices that are notes themselves are looked at one by one: in one family
        each would hide the others.
        """
        credits = self.filtered(
            lambda note: (
                note._is_credit_note()
                and note.reversed_entry_id
                and note._get_origins() == note.reversed_entry_id
            )
        )
        for together in credits._split(lambda note: not note.reversed_entry_id.is_note):
            invoices = together.reversed_entry_id
            shares = invoices._get_family_shares()
            credited = invoices._get_correctable_lines()._get_credited()
            # Read for all of them, before each is looked at by itself
            (invoices | together).line_ids.mapped("tax_line_id")
            for note in together:
                note._take_taxes_left(shares[note.reversed_entry_id], credited)

    def _split(self, belongs_together):
        """Yield these documents for which that holds at once, the others one by one."""
        together = self.filtered(belongs_together)
        if together:
            yield together
        yield from self - together

    def _take_taxes_left(self, shares, credited):
        """Give this draft the taxes left on its invoice, where it takes all else.

        :param shares: of all notes in the family of the invoice
        :param credited: what was taken off its lines, by their ids
        """
        invoice = self.reversed_entry_id
        earlier = self._get_earlier_notes(shares)
        if earlier is None or not self._takes_all_that_is_left(invoice, credited):
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

    def _get_earlier_notes(self, shares):
        """Return the posted credit notes of an invoice, None for a larger family."""
        notes = self.browse()
        for share in shares:
            if share.amount > 0 or share.lines:
                return None
            notes |= share.note
        return notes - self

    def _takes_all_that_is_left(self, invoice, credited):
        """Tell whether nothing of the net of any line remains after this draft."""
        taken = defaultdict(float)
        for line in self.invoice_line_ids:
            taken[line.origin_line_id] += line.price_subtotal
        return all(
            invoice.currency_id.is_zero(
                line.price_subtotal - credited[line.id].subtotal - taken[line]
            )
            for line in invoice._get_correctable_lines()
        )
