from collections import defaultdict
from typing import NamedTuple

from odoo import models

from ..tools.matching import CREDIT_TYPES


class Credited(NamedTuple):
    """What was taken off a line: its own unit, the document's currency."""

    quantity: float = 0.0
    subtotal: float = 0.0


class AccountMoveLine(models.Model):
    """What credit notes took off each line of an invoice."""

    _inherit = "account.move.line"

    def _get_credited(self, states=("posted",)):
        """Return what the correcting lines took off these lines.

        Lines of credit notes count; what a reversal of such a note gives back
        counts against them. Amounts bear the sign of the corrected line, so a
        discount line of -10.00 that was credited in full shows -10.00.

        :param states: states of the notes that count
        :return: a dict of :class:`Credited` by line id, for every line
        """
        totals = defaultdict(lambda: (0.0, 0.0))
        for line, sign, uom, quantity, subtotal in self._iter_corrections(states):
            if uom and line.product_uom_id and uom != line.product_uom_id:
                quantity = uom._compute_quantity(
                    quantity, line.product_uom_id, round=False
                )
            done = totals[line.id]
            totals[line.id] = (done[0] + sign * quantity, done[1] + sign * subtotal)
        return {line.id: Credited(*totals[line.id]) for line in self}

    def _iter_corrections(self, states):
        """Yield (line, sign, unit, quantity, subtotal) per group of corrections."""
        corrections = self._read_corrections(states)
        for parent, grandparent, move_type, *figures in corrections:
            is_credit = move_type in CREDIT_TYPES
            takes_off = is_credit != parent._is_on_credit_note()
            if takes_off and parent in self:
                yield parent, 1, *figures
            # What is taken off a credit note goes back to its invoice; what is
            # taken off a debit note leaves the invoice alone.
            gives_back = is_credit == grandparent._is_on_credit_note()
            if takes_off and gives_back and grandparent in self:
                yield grandparent, -1, *figures

    def _read_corrections(self, states):
        """Return (origin, its origin, type, unit, quantity, subtotal) groups."""
        # A ledger is complete or wrong: record rules of a salesman must not
        # hide a colleague's credit note from it.
        return self.sudo()._read_group(
            [
                "|",
                ("origin_line_id", "in", self.ids),
                ("origin_line_id.origin_line_id", "in", self.ids),
                ("parent_state", "in", states),
                ("display_type", "=", "product"),
            ],
            [
                "origin_line_id",
                "origin_line_id.origin_line_id",
                "move_id.move_type",
                "product_uom_id",
            ],
            ["quantity:sum", "price_subtotal:sum"],
        )

    def _is_on_credit_note(self):
        return self.move_id.move_type in CREDIT_TYPES
