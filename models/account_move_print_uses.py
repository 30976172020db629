from odoo import models


class AccountMove(models.Model):
    """What a printed credit note says of the use of the credit."""

    _inherit = "account.move"

    def _prepare_print_uses(self):
        """Return a row for each document that took a part of this credit, by day.

        - ``name``: number of the document; money and other entries by their kind
        - ``date``
        - ``amount``: above zero, in the currency of the note

        Empty for a document that is no credit note, and while nothing is used.

        :rtype: list of dicts
        """
        self.ensure_one()
        if not self._is_credit_note() or self.payment_state == "invoicing_legacy":
            return []
        # Who may print a note reads this of it; core keeps the field from salespeople
        widget = self._fields["invoice_payments_widget"]
        document = self if self._has_field_access(widget, "read") else self.sudo()
        rows = {}
        for line in document._get_settlement_lines():
            other = self.sudo().browse(line["move_id"])
            match = self.env["account.partial.reconcile"].sudo()
            date = match.browse(line["partial_id"]).max_date
            # Instalments of one document are one row
            row = {"name": self._get_use_name(other, line), "date": date, "amount": 0.0}
            rows.setdefault((other, date), row)["amount"] += line["amount"]
        return sorted(rows.values(), key=lambda row: (row["date"], row["name"]))

    def _get_use_name(self, other, line):
        if self._is_applied_credit(other):
            return other._get_print_number()
        return other._get_settlement_kind(line)
