from collections import defaultdict

from odoo import models

from .account_move_open_item import OPEN_ITEMS


class AccountMove(models.Model):
    """What settles a document besides its own credit notes."""

    _inherit = "account.move"

    def _get_payment_partials(self):
        """Return the matches that taking this document back releases.

        Those with its credit notes stay, and the exchange entries of these.
        """
        notes = self._get_earlier_credit_notes()
        lines = self.line_ids
        items = lines.filtered(lambda line: line.account_type in OPEN_ITEMS)
        # Read for all documents of which this is one
        items = items.with_prefetch(lines._prefetch_ids)
        partials = items.matched_debit_ids | items.matched_credit_ids
        kept = partials.filtered(
            lambda partial: partial._get_moves() & notes
        ).exchange_move_id
        return partials.filtered(
            lambda partial: not partial._get_moves() & (notes | kept)
        )

    def _get_payment_matches(self):
        """Return how much other open items settle of this document.

        :return: amounts in the document's currency by journal item
        """
        found = defaultdict(float)
        partials = self._get_payment_partials()
        for partial in partials:
            if partial._get_moves() & partials.exchange_move_id:
                continue
            if partial.debit_move_id.move_id == self:
                found[partial.credit_move_id] += partial.debit_amount_currency
            else:
                found[partial.debit_move_id] += partial.credit_amount_currency
        return dict(found)

    def _get_pending_payments(self):
        """Return the payments that wait for the bank, without an entry of their own."""
        return self.matched_payment_ids.filtered(
            lambda payment: not payment.move_id and payment.state == "in_process"
        )

    def _get_releasable(self):
        """Return what taking this document back sets free.

        :return: amounts in the document's currency by journal item, or by payment
            where that has no entry yet
        """
        found = self._get_payment_matches()
        for payment in self._get_pending_payments():
            found[payment] = payment.currency_id._convert(
                payment.amount, self.currency_id, self.company_id, payment.date
            )
        return found


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    def _get_moves(self):
        return (self.debit_move_id | self.credit_move_id).move_id
