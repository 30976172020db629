from odoo import models


class AccountPayment(models.Model):
    """What a payment without an entry pays of one document."""

    _inherit = "account.payment"

    def _note_get_amount_for(self, move):
        """Return what of this payment, which has no entry yet, is for a document.

        In the currency of the document; what is for several is shared by their totals.
        """
        total = sum(self.invoice_ids.mapped("amount_total"))
        part = move.amount_total / total if move in self.invoice_ids and total else 1.0
        amount = self.currency_id._convert(
            self.amount, move.currency_id, self.company_id, self.date
        )
        return min(amount * part, move.amount_total)
