from odoo import models
from odoo.tools import formatLang


class AccountMoveLine(models.Model):
    """What a printed row says of pieces that are taken back and charged anew."""

    _inherit = "account.move.line"

    def _note_print_pair(self, anew):
        """Return what a printed row says of this line and of the one after it."""
        return {
            # A debit note takes pieces back by a quantity below zero
            "quantity": abs(self.quantity),
            "price": self._note_print_change(anew, _print_price),
            "discount": self._note_print_change(anew, _print_discount),
            "taxes": self._note_print_change(anew, _print_taxes),
            "subtotal": self.price_subtotal + anew.price_subtotal,
            "total": self.price_total + anew.price_total,
        }

    def _note_print_change(self, anew, print_value):
        """Return a value of this line, and that of another one where it differs."""
        former, new = print_value(self), print_value(anew)
        return former if former == new else f"{former or '—'} → {new or '—'}"

    def _note_format_discount(self, discount):
        return formatLang(self.env, discount, dp="Discount")


def _print_price(line):
    return line._note_format_price(line.price_unit)


def _print_discount(line):
    return line._note_format_discount(line.discount)


def _print_taxes(line):
    # As core prints them
    return ", ".join(tax.tax_label for tax in line.tax_ids if tax.tax_label)
