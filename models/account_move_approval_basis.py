from odoo import models

from ..tools.approval import is_above, lowest_limit
from ..tools.basis import digest
from ..tools.money import to_steps


class AccountMove(models.Model):
    """Which notes need approval, and of what exactly."""

    _inherit = "account.move"

    def _needs_approval(self):
        company = self.company_id.sudo()
        total = abs(self.amount_total_signed)
        return self._is_note() and is_above(
            total, self._get_approval_limit(), company.currency_id.compare_amounts
        )

    def _get_approval_limit(self):
        """Return the amount above which this note needs approval, None for never.

        It is in the currency of the company. A reason can lower it only.
        """
        reason = self.note_reason_id.sudo()
        return lowest_limit(
            self.company_id.sudo().note_approval_threshold or None,
            reason.approval_threshold if reason.needs_approval else None,
        )

    def _is_approved(self):
        return self.note_approval == "approved" and self._is_basis_kept()

    def _is_basis_kept(self):
        """Tell whether this is still what approval was requested for."""
        basis = self.note_approval_basis
        return bool(basis) and basis == self._get_approval_basis()

    def _get_approval_basis(self):
        """Return the digest of what is approved.

        Amounts are those of the document's currency: posting may give it a date,
        and with it another rate. The cost of goods is booked while posting.
        """
        lines = sorted(
            (
                line.account_id.id,
                line.origin_move_id.id or 0,
                line.origin_line_id.id or 0,
                tuple(sorted(line.tax_ids.ids)),
                to_steps(line.quantity, 1e-6),
                to_steps(line.amount_currency, self.currency_id.rounding),
            )
            for line in self.line_ids
            if line.account_id and line.display_type != "cogs"
        )
        head = (
            self.move_type,
            self.company_id.id,
            self.currency_id.name,
            self.partner_id.id,
            self.reversed_entry_id.id,
            self.debit_origin_id.id,
            self.external_origin_number,
            self.note_reason_id.id,
        )
        return digest(
            head, to_steps(self.amount_total, self.currency_id.rounding), *lines
        )
