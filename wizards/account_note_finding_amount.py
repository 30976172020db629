from odoo import api, models
from odoo.fields import Domain

from ..tools.ceiling import Entry, weigh
from ..tools.matching import CREDIT_TYPES


class AccountNoteFinding(models.TransientModel):
    """Invoices, and lines of them, that are credited with more than they bear."""

    _inherit = "account.note.finding"

    @api.model
    def _iter_credited(self):
        """Yield the corrected documents, some at a time, the accepted notes too."""
        domain = Domain(
            "line_ids.refund_line_ids.parent_state", "=", "posted"
        ) | Domain("reversal_move_ids.state", "=", "posted")
        domain &= Domain("state", "=", "posted") & Domain(
            "move_type", "not in", ("entry", *CREDIT_TYPES)
        )
        for invoices in self._iter_documents(domain):
            yield invoices, invoices._get_accepted_notes()

    @api.model
    def _find_over_credited(self):
        seen = self.env["account.move"]
        for invoices, accepted in self._iter_credited():
            roots = invoices.sudo()._get_family_roots() - seen
            seen |= roots
            domain = roots._get_counted_domain(accepted)
            creditable = roots.filtered(lambda root: root._is_creditable())
            for invoice, shares in creditable._get_family_shares(domain=domain).items():
                entries = [Entry(s.amount, s.lines, is_new=True) for s in shares]
                balance = weigh(invoice.amount_total, entries)
                if balance.is_exceeded(invoice.currency_id.rounding):
                    yield {"move": invoice, "amount": balance.excess}

    def _describe_over_credited(self):
        return self.env._(
            "%(invoice)s is credited with %(amount)s more than was invoiced and "
            "debited. Reset a credit note to draft, issue a debit note, or have the "
            "excess accepted.",
            invoice=self.move_id.display_name,
            amount=self.currency_id.format(self.amount),
        )

    @api.model
    def _find_line_over_credited(self):
        for invoices, accepted in self._iter_credited():
            domain = invoices._get_counted_domain(accepted)
            lines = invoices.invoice_line_ids.filtered("refund_line_ids")
            for line, _text in lines.sudo()._find_excesses(domain):
                yield {"move": line.move_id, "line": line}

    def _describe_line_over_credited(self):
        domain = self.move_id._get_counted_domain(self.move_id._get_accepted_notes())
        done = self.line_id.sudo()._get_credited(domain=domain)[self.line_id.id]
        return self.env._(
            "%(invoice)s, %(line)s: %(quantity)s units for %(amount)s before taxes are "
            "credited, but only %(invoiced)s for %(price)s were invoiced. Correct the "
            "line of a credit note, or name the line it belongs to.",
            invoice=self.move_id.display_name,
            line=self.line_id._get_short_name(),
            quantity=self._format_quantity(done.quantity),
            amount=self.currency_id.format(done.subtotal),
            invoiced=self._format_quantity(self.line_id.quantity),
            price=self.currency_id.format(self.line_id.price_subtotal),
        )

    def _format_quantity(self, quantity):
        return self.env["ir.qweb.field.float"].value_to_html(
            quantity, {"decimal_precision": "Product Unit"}
        )
