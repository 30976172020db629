from typing import NamedTuple

from odoo import models
from odoo.fields import Domain

from ..tools.matching import CREDIT_TYPES


class Share(NamedTuple):
    """The part of one note that belongs to one invoice, or to its family.

    ``amount`` is in the currency of the invoice, taxes included, and ``untaxed``
    the same before taxes; below zero where it takes something off the invoice.
    ``lines`` is how many lines were added up, 0 where the total of the whole note
    counts.
    """

    note: models.Model
    amount: float
    lines: int
    untaxed: float

    def _add(self, other):
        return self._replace(
            amount=self.amount + other.amount,
            lines=self.lines + other.lines,
            untaxed=self.untaxed + other.untaxed,
        )


class AccountMove(models.Model):
    """What was invoiced, debited and credited in the family of an invoice.

    A family is an invoice, the notes on it, and the notes on those: debit notes
    raise what may be credited, and the reversal of a credit note gives it back.
    """

    _inherit = "account.move"

    def _get_family_roots(self):
        """Return the documents at the head of the families these belong to."""
        roots, seen, level = self.browse(), self.browse(), self
        while level:
            seen |= level
            above = self.browse()
            for move in level:
                origins = move._get_origins()
                above |= origins
                if not origins:
                    roots |= move
            level = above - seen
        return roots

    def _get_family_shares(self, states=("posted",), domain=None):
        """Return the shares of all notes in the families of these documents.

        :param states: states of the notes that count
        :param domain: which lines of notes count, instead of those in these states
        :return: a dict of lists of :class:`Share` by document, for each of them
        """
        domain = Domain("parent_state", "in", states) if domain is None else domain
        found = {}
        for moves in self._iter_unrelated():
            found.update(moves._get_unrelated_shares(domain))
        return {move: found[move] for move in self}

    def _iter_unrelated(self):
        """Yield these documents so that none stands in the family of one yielded
        together with it: there it is a head, and could not be a note as well."""
        rest = self
        while rest:
            unrelated = rest.filtered(lambda m, rest=rest: not m._get_above() & rest)
            # Nothing forbids a circle in old books
            unrelated = unrelated or rest
            yield unrelated
            rest -= unrelated

    def _get_above(self):
        """Return the documents that this one corrects, and those that they correct."""
        above, level = self.browse(), self
        while level:
            notes = level.filtered(lambda move: move._is_note())
            origins = self.browse().union(*(note._get_origins() for note in notes))
            level = origins - above - self
            above |= level
        return above

    def _get_unrelated_shares(self, domain):
        shares = {move: {} for move in self}
        root_of, seen, level = {move: move for move in self}, self, self
        while level:
            below = self.browse()
            for parent, grandparent, note, *figures in level._read_notes(domain):
                root = root_of.get(parent) or root_of.get(grandparent)
                if not root or note in seen:
                    continue
                below |= note
                found = shares[root]
                if root_of.get(parent) and len(note._get_origins()) == 1:
                    root_of[note] = root
                    figures = note.amount_total, note.amount_untaxed, 0
                    found.pop(note, None)
                share = root._prepare_share(note, *figures)
                found[note] = share._add(found[note]) if note in found else share
            seen |= below
            level = below
        return {root: list(found.values()) for root, found in shares.items()}

    def _prepare_share(self, note, total, untaxed, lines):
        """Return the share of a note in this document, with its sign."""
        sign = 1 if note._is_credit_note() == self._is_credit_note() else -1
        if note.currency_id != self.currency_id:
            # Only notes from before the installation: new ones are refused
            sign *= self.invoice_currency_rate / note.invoice_currency_rate
        return Share(note, sign * total, lines, sign * untaxed)

    def _read_notes(self, domain):
        """Return (origin, its origin, note, total, untaxed, lines) of notes on these.

        The origin's origin is that of the lines, where they say it: a note that
        takes back one of several origins is told from the others by it.
        """
        return (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                Domain("origin_move_id", "in", self.ids)
                & Domain("display_type", "=", "product")
                & domain,
                ["origin_move_id", "origin_line_id.origin_move_id", "move_id"],
                ["price_total:sum", "price_subtotal:sum", "__count"],
            )
        )

    def _is_credit_note(self):
        return self.move_type in CREDIT_TYPES
