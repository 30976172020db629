from odoo import api, models
from odoo.tools import format_date, formatLang


class AccountMove(models.Model):
    """How an applied credit is named among the payments of a document.

    Core writes "Reversed on" whatever the credit note. Here an invoice names the
    note, and a note the documents it was applied to.
    """

    _inherit = "account.move"

    # The words are those of the reader: of the user, or of the partner in print. Whose
    # page it is decides which numbers are named
    @api.depends_context("lang", "uid")
    def _compute_payments_widget_reconciled_info(self):
        """Add to the lines of applied credits, in ``content`` of core's widget:

        - ``applied_text``: the sentence that takes the place of core's
        - ``applied_amount``: the amount as it is shown, in the document's currency;
          a credit note is negative on an invoice
        - ``applied_amount_text``: the same with its currency sign

        Core's own keys stay as they are, its ``amount`` positive.
        """
        result = super()._compute_payments_widget_reconciled_info()
        lines = {move: move._note_get_settlement_lines() for move in self}
        self._note_fetch_settlements(
            [line for found in lines.values() for line in found]
        )
        for move, found in lines.items():
            for line in found:
                line.update(move._prepare_note_applied_line(line))
        return result

    def _note_get_settlement_lines(self):
        """Return the lines of core's payments widget but exchange differences."""
        widget = self.invoice_payments_widget
        lines = widget["content"] if widget else ()
        return [line for line in lines if not line["is_exchange"]]

    def _note_get_settlement_kind(self, line):
        """Return what this entry is called to somebody outside.

        Numbers of payments and journal entries are nobody else's business.

        :param line: of core's payments widget; the point of sale adds how was paid
        """
        method = line.get("pos_payment_name")
        if method:
            return self.env._("Payment using %(method)s", method=method)
        if line["account_payment_id"] or self.statement_line_id:
            return self.env._("Payment")
        return self.env._("Other entry")

    def _note_fetch_settlements(self, lines):
        # Read for all documents at once, as a list of invoices is printed
        moves, partials = self.sudo(), self.env["account.partial.reconcile"].sudo()
        moves.browse({line["move_id"] for line in lines}).fetch(
            ["move_type", "name", "ref", "statement_line_id"]
        )
        partials.browse({line["partial_id"] for line in lines}).fetch(["max_date"])

    def _prepare_note_applied_line(self, line):
        """Return what a line of core's payments widget says of an applied credit.

        :param line: a line of its ``content``
        :return: see ``_compute_payments_widget_reconciled_info``; empty where the
            line is no credit
        """
        self.ensure_one()
        # Core shows these lines to everybody who sees the document
        other = self.sudo().browse(line["move_id"])
        if not self._note_is_applied_credit(other):
            return {}
        match = self.env["account.partial.reconcile"].sudo().browse(line["partial_id"])
        text = self._note_get_applied_text(other, format_date(self.env, match.max_date))
        is_note = other._is_credit_note()
        amount = -line["amount"] if is_note else line["amount"]
        return {
            "applied_text": text,
            "applied_amount": amount,
            "applied_amount_text": formatLang(
                self.env, amount, currency_obj=self.currency_id
            ),
        }

    def _note_is_applied_credit(self, other):
        """Tell whether one of two documents is a credit note and the other is not."""
        if not other.is_invoice(include_receipts=True):
            return False
        return self._is_credit_note() != other._is_credit_note()

    def _note_get_applied_text(self, other, date):
        number = self._note_get_number_for_reader(other)
        if other._is_credit_note():
            return self.env._(
                "Credit note %(number)s on %(date)s", number=number, date=date
            )
        return self.env._("Applied to %(number)s on %(date)s", number=number, date=date)

    def _note_get_number_for_reader(self, other):
        """Return the number of another document, where it is not kept from the user."""
        if other._is_hidden_from(self.env.user):
            return self.env._("(not available yet)")
        # A draft can be settled and has no number yet
        return other.name or other.display_name
