from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain

from ..tools.matching import CREDIT_TYPES


class Credited(NamedTuple):
    """What was taken off a line: its own unit, the document's currency.

    ``repriced`` tells whether a part was taken off by price, not by quantity.
    """

    quantity: float = 0.0
    subtotal: float = 0.0
    total: float = 0.0
    repriced: bool = False

    def __add__(self, other):
        """Return both together, where a tuple would become longer."""
        return Credited(
            self.quantity + other.quantity,
            self.subtotal + other.subtotal,
            self.total + other.total,
            self.repriced or other.repriced,
        )


class AccountMoveLine(models.Model):
    """What credit notes took off each line of an invoice."""

    _inherit = "account.move.line"

    def _get_credited(self, states=("posted",), domain=None):
        """Return what the correcting lines took off these lines.

        Lines of credit notes count; what a reversal of such a note gives back
        counts against them. Amounts bear the sign of the corrected line, so a
        discount line of -10.00 that was credited in full shows -10.00.

        :param states: states of the notes that count
        :param domain: which lines of notes count, instead of those in these states
        :return: a dict of :class:`Credited` by line id, for every line
        """
        domain = Domain("parent_state", "in", states) if domain is None else domain
        by_state = self._get_credited_by_state(domain)
        return {line.id: sum(by_state[line.id].values(), Credited()) for line in self}

    def _get_credited_by_state(self, domain):
        """Return the same by the state of the notes: {line id: {state: Credited}}."""
        credited = {line.id: defaultdict(Credited) for line in self}
        for line, sign, state, uom, mode, *sums in self._iter_corrections(domain):
            quantity, subtotal, total = (sign * figure for figure in sums)
            if mode:  # changes the amount of the line, and leaves its quantity alone
                quantity = 0.0
            elif uom and line.product_uom_id and uom != line.product_uom_id:
                quantity = uom._compute_quantity(
                    quantity, line.product_uom_id, round=False
                )
            done = Credited(quantity, subtotal, total, mode == "price")
            credited[line.id][state] += done
        return credited

    def _iter_corrections(self, domain):
        """Yield (line, sign, *figures) per group of ``_read_corrections``."""
        corrections = self._read_corrections(domain)
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

    def _read_corrections(self, domain):
        """Return groups: origin, its origin, type, state, unit, mode and sums."""
        # A ledger is complete or wrong: record rules of a salesman must not
        # hide a colleague's credit note from it.
        return self.sudo()._read_group(
            (
                Domain("origin_line_id", "in", self.ids)
                | Domain("origin_line_id.origin_line_id", "in", self.ids)
            )
            & Domain("display_type", "=", "product")
            & domain,
            [
                "origin_line_id",
                "origin_line_id.origin_line_id",
                "move_id.move_type",
                "parent_state",
                "product_uom_id",
                "correction_mode",
            ],
            ["quantity:sum", "price_subtotal:sum", "price_total:sum"],
        )

    def _is_on_credit_note(self):
        return self.move_id.move_type in CREDIT_TYPES
