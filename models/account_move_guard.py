from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, formatLang

from ..tools.ceiling import Entry, weigh


class AccountMove(models.Model):
    """No invoice is credited with more than was invoiced and debited."""

    _inherit = "account.move"

    def _post(self, soft=True):
        reposted = self.filtered("posted_before")
        self._serialize_corrections()
        posted = super()._post(soft)
        notes = posted.filtered("is_note")
        for note in notes:
            note._refuse_wrong_origins(posting=True)
        (notes | (posted & reposted))._check_over_credit()
        return posted

    def button_draft(self):
        raising = self.filtered(
            lambda move: move.is_note and not move._is_credit_note()
        )
        result = super().button_draft()
        raising._check_over_credit()
        return result

    def _serialize_corrections(self):
        """Make transactions that correct the same invoice wait for each other.

        Under repeatable read a lock alone is not enough: the second transaction
        would go on with its old picture of what is credited. Changing the row
        makes it fail with a serialization error, upon which Odoo repeats it.
        """
        notes = self.filtered("is_note")
        root_ids = notes.sudo()._get_family_roots().ids
        if root_ids:
            # The ids in one order for everybody, so that no two wait crosswise
            self.env.cr.execute(
                SQL(
                    """UPDATE account_move SET write_date = write_date
                        WHERE id IN (SELECT id FROM account_move WHERE id IN %s
                                      ORDER BY id FOR NO KEY UPDATE)""",
                    tuple(root_ids),
                )
            )

    def _check_over_credit(self):
        """Check the invoices that these documents belong to, and their lines.

        :raises UserError: naming the invoice, the figures and the way out
        """
        # Sums of other people's notes count as well, whoever may read them
        roots = self.sudo()._get_family_roots()
        invoices = roots.filtered(
            lambda root: (
                root.state == "posted"
                and root.is_invoice(include_receipts=True)
                and not root._is_credit_note()
            )
        )
        shares = invoices._get_family_shares()
        for invoice in invoices:
            invoice._refuse_over_credit(shares[invoice], new_notes=self)
        notes = self.browse().union(
            *(share.note for found in shares.values() for share in found)
        )
        notes.invoice_line_ids.origin_line_id._refuse_over_credit()

    def _refuse_over_credit(self, shares, new_notes):
        """Raise when the credit notes of an invoice exceed it.

        :param shares: what ``_get_family_shares`` gives for this invoice
        :param new_notes: the documents whose posting is checked
        """
        balance = weigh(
            self.amount_total,
            (
                Entry(share.amount, share.lines, share.note in new_notes)
                for share in shares
            ),
        )
        if balance.is_exceeded(self.currency_id.rounding):
            earlier = [
                share.note
                for share in shares
                if share.amount < 0 and share.note not in new_notes
            ]
            raise UserError(self._get_over_credit_refusal(balance, earlier))

    def _get_over_credit_refusal(self, balance, earlier):
        return self.env._(
            "%(invoice)s cannot be credited with %(now)s: only %(left)s is left "
            "to credit.\n\n"
            "Invoiced and debited: %(ceiling)s\n"
            "Credited before: %(before)s %(notes)s\n"
            "Too much: %(excess)s\n\n"
            "Credit less, take back another credit note of this invoice, or "
            "issue a debit note first.",
            invoice=self.name,
            now=self._format_amount(balance.now),
            left=self._format_amount(balance.left),
            ceiling=self._format_amount(balance.ceiling),
            before=self._format_amount(balance.before),
            notes=self._format_names(earlier),
            excess=self._format_amount(balance.excess),
        )

    def _format_names(self, moves, limit=5):
        """Return the numbers of some documents in brackets, or nothing."""
        names = [move.name or move.display_name for move in moves[:limit]]
        if len(moves) > limit:
            names.append("…")
        return f"({', '.join(names)})" if names else ""

    def _format_amount(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)
