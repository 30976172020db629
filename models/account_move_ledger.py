from typing import NamedTuple

from odoo import models

from ..tools.matching import CREDIT_TYPES


class Share(NamedTuple):
    """The part of one note that belongs to one invoice, or to its family.

    ``amount`` is in the currency of both, taxes included; below zero where it
    takes something off the invoice. ``lines`` is how many lines were added up,
    0 where the total of the whole note counts.
    """

    note: models.Model
    amount: float
    lines: int


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

    def _get_family_shares(self, states=("posted",)):
        """Return the shares of all notes in the families of these documents.

        :param states: states of the notes that count
        :return: a dict of lists of :class:`Share` by document, for each of them
        """
        shares = {move: {} for move in self}
        root_of, seen, level = {move: move for move in self}, self, self
        while level:
            below = self.browse()
            for parent, grandparent, note, total, lines in level._read_notes(states):
                root = root_of.get(parent) or root_of.get(grandparent)
                if not root or note in seen:
                    continue
                below |= note
                if root_of.get(parent) and len(note._get_origins()) == 1:
                    root_of[note] = root
                    total, lines = note.amount_total, 0
                elif note in shares[root]:
                    total += abs(shares[root][note].amount)
                    lines += shares[root][note].lines
                sign = 1 if note._is_credit_note() == root._is_credit_note() else -1
                shares[root][note] = Share(note, sign * total, lines)
            seen |= below
            level = below
        return {root: list(found.values()) for root, found in shares.items()}

    def _read_notes(self, states):
        """Return (origin, origin's origin, note, total, lines) of notes on these.

        The origin's origin is that of the lines, where they say it: a note that
        takes back one of several origins is told from the others by it.
        """
        return (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    ("origin_move_id", "in", self.ids),
                    ("parent_state", "in", states),
                    ("display_type", "=", "product"),
                ],
                ["origin_move_id", "origin_line_id.origin_move_id", "move_id"],
                ["price_total:sum", "__count"],
            )
        )

    def _is_credit_note(self):
        return self.move_type in CREDIT_TYPES
