from odoo import models

from ...tools import signs

# Where a reduction is printed below zero. In Hungary its module does so.
BELOW_ZERO = {
    # RD 1619/2012, art. 15.5: the amount of the rectification, with whatever sign it
    # has; Facturae and the records of the AEAT have a reduction below zero
    "ES",
    # Ustawa o VAT, art. 106j (2) 5: by what base and tax are corrected; FA(3) of KSeF
    # has a reduction below zero
    "PL",
}
HUNGARIAN = "l10n_hu_edi.report_invoice_document"
# What core prints of the lines of a section that is shown as one
SECTION_AMOUNTS = ("quantity", "price_subtotal", "price_total")


class AccountMove(models.Model):
    """A corrective invoice that reduces another one is printed below zero.

    Core prints credit notes above zero, which their title explains; where increases
    have the same title, the sign does. Books, screens and letters keep core's signs.
    """

    _inherit = "account.move"

    def _note_get_print_sign(self):
        """Return by what quantities and amounts are multiplied on paper, 1 or -1."""
        self.ensure_one()
        is_turned = (
            self._note_get_law() in BELOW_ZERO
            and self._is_credit_note()
            and self._note_is_corrective_invoice()
        )
        return -1 if is_turned else 1

    def _note_get_print_totals(self):
        """Return core's totals, as they stand on paper."""
        totals = self.tax_totals
        if not totals or self._note_get_print_sign() == 1:
            return totals
        return signs.turn_amounts(totals)

    def _note_turn_section(self, rows):
        """Return core's rows of a section that is shown as one, below zero."""
        return [
            {
                key: signs.turn(value) if key in SECTION_AMOUNTS else value
                for key, value in row.items()
            }
            for row in rows
        ]

    def _note_turn_words(self):
        """Say the total in words as it stands on paper."""
        for move in self:
            words = move.amount_total_words
            if words and move._note_is_printed_below_zero():
                # Not every language of num2words knows numbers below zero
                move.amount_total_words = self.env._("Minus %(amount)s", amount=words)

    def _note_is_printed_below_zero(self):
        is_hungarian = self._get_name_invoice_report() == HUNGARIAN
        return self._note_get_print_sign() == -1 or (
            is_hungarian and self._is_credit_note()
        )
