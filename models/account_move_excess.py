from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import formatLang

from ..tools.ceiling import Entry, weigh


class Excess(NamedTuple):
    """An invoice, or a line of it, that is credited with more than it bears.

    ``notes`` are those of the judged credit notes that take part in it, none where
    the invoice itself became smaller; ``text`` says so with figures and way out.
    """

    invoice: models.Model
    notes: models.Model
    text: str


class AccountMove(models.Model):
    """Which invoices are credited with more than was invoiced and debited."""

    _inherit = "account.move"

    def _find_excesses(self, without=None):
        """Return what is credited too much once these documents are posted.

        Drafts among them count as if they were posted. Credit notes are to blame
        where they take something; other documents (an invoice posted again for
        less, a debit note that is gone) for any excess in their family.

        :param without: notes that do not count, nor what takes them back
        :return: a list of :class:`Excess`, whole invoices first, then lines
        """
        # Sums of other people's notes count as well, whoever may read them
        documents = self.sudo()
        domain = documents._get_counted_domain(without)
        return [
            *documents._find_document_excesses(domain),
            *documents._find_line_excesses(domain),
        ]

    def _get_counted_domain(self, without):
        drafts = self.filtered(lambda move: move._is_credit_note())
        domain = Domain("parent_state", "=", "posted") | Domain(
            "move_id", "in", drafts.ids
        )
        if without:
            # With a note goes what takes it back: it would give back twice
            domain &= Domain("move_id", "not in", without.ids)
            domain &= Domain("origin_move_id", "not in", without.ids)
        return domain

    def _find_document_excesses(self, domain):
        roots = self._get_family_roots()
        invoices = roots.filtered(lambda root: root._is_creditable())
        shrunk = self.filtered(lambda move: not move._is_credit_note())
        shrunk = shrunk._get_family_roots()
        for invoice, shares in invoices._get_family_shares(domain=domain).items():
            balance = weigh(
                invoice.amount_total,
                (Entry(s.amount, s.lines, s.note in self) for s in shares),
            )
            if not balance.is_exceeded(invoice.currency_id.rounding):
                continue
            if balance.now or invoice in shrunk:
                credits = [share.note for share in shares if share.amount < 0]
                earlier = [note for note in credits if note not in self]
                notes = self.browse().union(*(n for n in credits if n in self))
                text = invoice._get_over_credit_refusal(balance, earlier)
                yield Excess(invoice, notes, text)

    def _find_line_excesses(self, domain):
        lines, shrunk = self.invoice_line_ids, self.env["account.move.line"]
        for line in lines:
            # A line that is smaller, or takes back less of a credit note
            if not line._is_on_credit_note():
                shrunk |= line | line.origin_line_id.origin_line_id
        corrected = (lines - shrunk).origin_line_id | shrunk
        creditable = corrected.filtered(lambda line: line.move_id._is_creditable())
        for line, text in creditable._find_excesses(domain):
            yield Excess(line.move_id, (lines & line.refund_line_ids).move_id, text)

    def _is_creditable(self):
        """Tell whether this is a posted document that credit notes take from."""
        return (
            self.state == "posted"
            and self.is_invoice(include_receipts=True)
            and not self._is_credit_note()
        )

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
