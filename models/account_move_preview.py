from odoo import models
from odoo.exceptions import UserError

from .account_move import TYPE_OF_NOTE


class AccountMove(models.Model):
    """What a correction would do, in figures, with nothing written."""

    _inherit = "account.move"

    def _preview_correction(self, correction):
        """Return what a correction of this document comes to.

        :param tools.correction.Correction correction: what is corrected
        :return: a dict of plain types: ``document``, ``untaxed_amount``,
            ``taxes`` (name and amount each), ``total_amount``,
            ``invoiced_amount``, ``credited_amount``, ``remaining_amount`` (after
            the correction), ``instalments`` touched and ``refusal``, empty where
            nothing speaks against it. Amounts are positive, in the document's
            currency.
        """
        self.ensure_one()
        preview = {"document": self.name or "", "taxes": [], "instalments": []}
        try:
            totals = self._get_correction_totals(correction)
        except UserError as error:
            totals = {}
            preview["refusal"] = str(error)
        total = self._round(totals.get("total_amount_currency", 0.0))
        return {
            "refusal": "",
            **preview,
            **self._preview_ledger(total, correction.side),
            "untaxed_amount": self._round(totals.get("base_amount_currency", 0.0)),
            "taxes": self._preview_taxes(totals),
            "total_amount": total,
            "instalments": self._preview_instalments(total, correction.side),
        }

    def _get_correction_totals(self, correction):
        """Return the ``tax_totals`` of the note that a correction would make."""
        if correction.mode == "full":
            return self.tax_totals or {}
        return self._get_note_totals(
            self._get_correction_commands(correction), correction.side
        )

    def _get_note_totals(self, commands, side):
        """Return the ``tax_totals`` of a note with some lines, {} for no lines."""
        if not commands:
            return {}
        # A new record lives in memory alone
        note = self.new(
            {
                "move_type": TYPE_OF_NOTE[side][self.move_type],
                "company_id": self.company_id.id,
                "journal_id": self.journal_id.id,
                "partner_id": self.partner_id.id,
                "currency_id": self.currency_id.id,
                "invoice_date": self.invoice_date,
                "invoice_line_ids": commands,
            }
        )
        return note.tax_totals or {}

    def _round(self, amount):
        return self.currency_id.round(amount)

    def _preview_taxes(self, totals):
        return [
            {
                "name": group["group_name"],
                "amount": self._round(group["tax_amount_currency"]),
            }
            for subtotal in totals.get("subtotals", [])
            for group in subtotal["tax_groups"]
        ]

    def _preview_ledger(self, total, side):
        shares = self._get_family_shares(("posted", "draft"))[self]
        credited = -sum(share.amount for share in shares if share.amount < 0)
        debited = sum(share.amount for share in shares if share.amount > 0)
        change = -total if side == "credit" else total
        return {
            "invoiced_amount": self._round(self.amount_total + debited),
            "credited_amount": self._round(credited),
            "remaining_amount": self._round(
                self.amount_total + debited - credited + change
            ),
        }

    def _preview_instalments(self, total, side):
        """Return the open instalments that a credit would settle on posting."""
        if side != "credit":
            return []
        terms = self.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        ).sorted(lambda line: (line.date_maturity or line.date, line.id))
        instalments = []
        for number, term in enumerate(terms, start=1):
            open_amount = abs(term.amount_residual_currency)
            applied = min(open_amount, max(total, 0.0))
            total -= applied
            if not self.currency_id.is_zero(applied):
                instalments.append(
                    {
                        "number": number,
                        "count": len(terms),
                        "due_date": str(term.date_maturity or term.date),
                        "open_amount": open_amount,
                        "applied_amount": applied,
                        "open_after_amount": self._round(open_amount - applied),
                    }
                )
        return instalments
