from collections import defaultdict
from typing import NamedTuple

from odoo import models


class Settlement(NamedTuple):
    """What settled an open item, in its currency.

    The amount has the other sign of the item's ``amount_currency``.
    """

    move: models.Model  # the other document, empty once it is deleted
    name: str
    date: object
    amount: float


class AccountMoveLine(models.Model):
    """What had settled an open item by some day."""

    _inherit = "account.move.line"

    def _get_settlements_until(self, day):
        """Return what had settled these open items by the end of a day.

        An application that was taken back later counts, for it was in force on that
        day: the journal knows it. Of a payment that was taken back later nothing is
        kept.

        :param date day: the last day that counts
        :return: {id of the line: [Settlement]}, the earliest first; lines that nothing
            had settled are missing
        """
        found = defaultdict(list)
        for line, other, *settled in self._get_matches_until(day):
            # Core shows what settled a document to everybody who sees it
            move = other.sudo().move_id
            name = move.name or move.display_name
            found[line.id].append(Settlement(move, name, *settled))
        for line, settlement in self._get_ended_applications(day):
            found[line.id].append(settlement)
        for settlements in found.values():
            settlements.sort(key=lambda settlement: settlement.date)
        return found

    def _get_matches_until(self, day):
        """Return [(line, line that settled it, date, amount)]."""
        own, found = set(self.ids), []
        for partial in self._search_partials_until(day):
            debit, credit = partial.debit_move_id, partial.credit_move_id
            of_debit = -partial.debit_amount_currency
            for line, other, amount in (
                (debit, credit, of_debit),
                (credit, debit, partial.credit_amount_currency),
            ):
                # An exchange difference settles nothing in a foreign currency
                if line.id in own and amount:
                    found.append((line, other, partial.max_date, amount))
        return found

    def _search_partials_until(self, day):
        return self.env["account.partial.reconcile"].search_fetch(
            [
                ("max_date", "<=", day),
                "|",
                ("debit_move_id", "in", self.ids),
                ("credit_move_id", "in", self.ids),
            ],
            [
                "debit_move_id",
                "credit_move_id",
                "max_date",
                "debit_amount_currency",
                "credit_amount_currency",
            ],
            order="id",
        )

    def _get_ended_applications(self, day):
        """Return what was applied by a day and taken back after it."""
        found = []
        for end in self._search_ends_after(day):
            applied = end.undone_id
            # A claim is a debit, a debt a credit
            sign = -1 if end.account_type == "asset_receivable" else 1
            item, credit = applied.item_amount * sign, -applied.amount * sign
            sides = [
                (end.item_line_id, end.credit_move_id, end.credit_name, item),
                (end.credit_line_id, end.item_move_id, end.item_name, credit),
            ]
            found += [
                (line, Settlement(move.sudo(), name, applied.date, amount))
                for line, move, name, amount in sides
                if line in self
            ]
        return found

    def _search_ends_after(self, day):
        return self.env["account.note.application"].search(
            [
                ("kind", "=", "unapply"),
                ("date", ">", day),
                ("undone_id.date", "<=", day),
                "|",
                ("credit_line_id", "in", self.ids),
                ("item_line_id", "in", self.ids),
            ],
            order="id",
        )
