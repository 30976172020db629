from markupsafe import Markup

from odoo import models

from .account_move_open_item import OPEN_ITEMS


class AccountMove(models.Model):
    """A credit note that becomes a draft gives back what it had settled.

    Core keeps the match: invoices stayed paid by a draft.
    """

    _inherit = "account.move"

    def button_draft(self):
        for note in self:
            if note.state == "posted" and note._is_credit_note():
                note._release_settlements()
        return super().button_draft()

    def _release_settlements(self):
        """Undo what this credit note settled, and say so on all documents."""
        items = self.line_ids.filtered(lambda line: line.account_type in OPEN_ITEMS)
        released = items._get_settlements()
        if not released:
            return
        items.with_context(
            note_application_reason=self.env._("Reset to draft"),
            note_application_reset=True,
        ).remove_move_reconcile()
        self._log_released(released)

    def _log_released(self, released):
        rows = Markup().join(
            Markup("<li>%s: %s</li>") % (line.move_id._get_html_link(), amount)
            for line, amount in released
        )
        lead = self.env._("Reset to draft: what was settled is open again.")
        self._message_log(body=Markup("<p>%s</p><ul>%s</ul>") % (lead, rows))
        for line, amount in released:
            if line.move_id.is_invoice(include_receipts=True):
                line.move_id._message_log(
                    body=self.env._(
                        "%(amount)s is open again: %(note)s was reset to draft.",
                        amount=amount,
                        note=self._get_html_link(),
                    )
                )


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _get_settlements(self):
        """Return (counterpart, amount as text) for each match of these lines."""
        found = [
            (partial.debit_move_id, partial.debit_amount_currency)
            for partial in self.matched_debit_ids
        ] + [
            (partial.credit_move_id, partial.credit_amount_currency)
            for partial in self.matched_credit_ids
        ]
        exchange = (self.matched_debit_ids | self.matched_credit_ids).exchange_move_id
        return [
            (line, line.currency_id.format(amount))
            for line, amount in found
            if line.move_id not in exchange
        ]
