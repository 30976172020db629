from odoo import models

from ...tools.money import exceeds
from ...tools.standing import QUANTITY_STEP


class AccountMoveLine(models.Model):
    """No line is credited with more money than it and its debit notes charged."""

    _inherit = "account.move.line"

    def _note_find_over_credits(self, domain, without=None):
        """Yield (line, text) for each of these lines that is credited too far.

        Money is judged, all lines that name one together: a part of the price may be
        credited in as many notes as somebody likes.

        :param domain: which lines of notes count
        :param without: notes that are left out, and all that stands on them
        """
        found = self._note_get_entries(domain=domain, without=without)
        for line, entries in found.items():
            charged = [
                entry for entry in entries if not line._note_takes_off(entry.net)
            ]
            off = [entry for entry in entries if line._note_takes_off(entry.net)]
            # Each note rounds its own share of the line by half a step
            is_exceeded = exceeds(
                -sum(entry.net for entry in off),
                sum(entry.net for entry in charged),
                line.currency_id.rounding,
                tolerance=max(len(off), 1),
            )
            if off and is_exceeded:
                yield line, line._note_get_amount_refusal(charged, off)

    def _note_takes_off(self, net):
        return net > 0 if self.price_subtotal < 0 else net < 0

    def _note_get_amount_refusal(self, charged, off):
        """Return the sentence that refuses to credit this line any further."""
        limit = sum(entry.net for entry in charged)
        credited = -sum(entry.net for entry in off)
        amount = self.move_id._note_format_amount
        return self.env._(
            "%(invoice)s, %(line)s: %(credited)s before taxes would be credited, "
            "but only %(invoiced)s were invoiced. Credit %(excess)s less here. Where "
            "it belongs to something else, name the line it belongs to, or enter "
            "%(excess)s in a line of its own that names no line of the document.",
            invoice=self.move_id.display_name,
            line=self._note_get_short_name(),
            credited=amount(credited),
            invoiced=amount(limit),
            excess=amount(credited - limit),
        )

    def _note_find_over_quantities(self, domain, without=None):
        """Yield (line, text) for each of these lines of which too much comes back.

        Nothing is refused for it: a part of the price of all pieces may be credited
        again and again. Amounts without a quantity do not count.

        :param domain: which lines of notes count
        :param without: notes that are left out, and all that stands on them
        """
        found = self._note_get_entries(domain=domain, without=without)
        for line, (own, *others) in found.items():
            moved = [entry.quantity for entry in others if not entry.is_amount]
            added = sum(quantity for quantity in moved if quantity > 0)
            back = -sum(quantity for quantity in moved if quantity < 0)
            if back - added > own.quantity + QUANTITY_STEP:
                yield line, line._note_get_quantity_hint(own.quantity, back - added)

    def _note_get_quantity_hint(self, invoiced, back):
        return self.env._(
            "%(invoice)s, %(line)s: %(back)s are credited, but only %(invoiced)s were "
            "invoiced. That is right where a part of the price is credited. Where "
            "pieces come back, enter no more than were invoiced.",
            invoice=self.move_id.display_name,
            line=self._note_get_short_name(),
            back=self._note_format_quantity(back),
            invoiced=self._note_format_quantity(invoiced),
        )
