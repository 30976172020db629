from odoo import api, models
from odoo.tools import SQL, split_every

from ..tools.ceiling import Entry, weigh
from ..tools.matching import CREDIT_TYPES


class AccountNoteFinding(models.TransientModel):
    """Invoices, and lines of them, that are credited with more than they bear.

    The database names suspects; the ledger, which guards posting, judges them.
    """

    _inherit = "account.note.finding"

    @api.model
    def _find_over_credited(self):
        seen = self.env["account.move"]
        for suspects in self._iter_documents([("id", "in", self._get_suspects())]):
            accepted = suspects._get_accepted_notes()
            roots = suspects.sudo()._get_family_roots() - seen
            seen |= roots
            domain = roots._get_counted_domain(accepted)
            creditable = roots.filtered(lambda root: root._is_creditable())
            for invoice, shares in creditable._get_family_shares(domain=domain).items():
                entries = [Entry(s.amount, s.lines, is_new=True) for s in shares]
                balance = weigh(invoice.amount_total, entries)
                if balance.is_exceeded(invoice.currency_id.rounding):
                    yield {"move": invoice, "amount": balance.excess}

    def _get_suspects(self):
        """Return the ids of documents whose own notes come to more than themselves.

        A family is credited too far only where one of its documents is.
        """
        return self._query_ids(
            SQL(
                """SELECT origin.id
                     FROM (SELECT DISTINCT origin_move_id, move_id
                             FROM account_move_line
                            WHERE origin_move_id IS NOT NULL
                              AND parent_state = 'posted') link
                     JOIN account_move note ON note.id = link.move_id
                     JOIN account_move origin ON origin.id = link.origin_move_id
                    WHERE note.move_type IN %(credits)s
                      AND origin.company_id IN %(companies)s
                 GROUP BY origin.id
                   HAVING SUM(note.amount_total) > origin.amount_total
                       OR BOOL_OR(note.currency_id != origin.currency_id)""",
                credits=CREDIT_TYPES,
                companies=tuple(self.env.companies.ids),
            )
        )

    def _query_ids(self, query):
        self.env.flush_all()
        return [id_ for (id_,) in self.env.execute_query(query)]

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
        suspects = self.env["account.move.line"].browse(self._get_suspect_lines())
        for lines in split_every(1000, suspects.ids, suspects.browse):
            invoices = lines.move_id
            domain = invoices._get_counted_domain(invoices._get_accepted_notes())
            for line, _text in lines.sudo()._find_excesses(domain):
                yield {"move": line.move_id, "line": line}

    def _get_suspect_lines(self):
        """Return the ids of lines whose notes come to more than themselves."""
        return self._query_ids(
            SQL(
                """SELECT origin.id
                     FROM account_move_line line
                     JOIN account_move_line origin ON origin.id = line.origin_line_id
                     JOIN account_move note ON note.id = line.move_id
                     JOIN account_move invoice ON invoice.id = origin.move_id
                    WHERE line.parent_state = 'posted'
                      AND origin.parent_state = 'posted'
                      AND note.move_type IN %(credits)s
                      AND invoice.move_type NOT IN %(credits)s
                      AND origin.company_id IN %(companies)s
                 GROUP BY origin.id
                   HAVING SUM(ABS(line.price_subtotal)) > ABS(origin.price_subtotal)
                       OR SUM(ABS(line.quantity)) > ABS(origin.quantity)
                       OR BOOL_OR(line.product_uom_id != origin.product_uom_id)""",
                credits=CREDIT_TYPES,
                companies=tuple(self.env.companies.ids),
            )
        )

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
