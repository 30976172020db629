from collections import defaultdict
from typing import NamedTuple

from odoo import models

from ...tools import billing
from ...tools.standing import Stated


class Settlement(NamedTuple):
    """What settled an open item, in its currency.

    The amount has the other sign of the item's ``amount_currency``.
    """

    move: models.Model  # the other document, empty once it is deleted
    name: str
    date: object
    amount: float


class AccountMoveLine(models.Model):
    """What a printed line names: what it corrects, what settled it by some day."""

    _inherit = "account.move.line"

    def _note_find_partials_until(self, day):
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

    def _note_find_ends_after(self, day):
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

    def _note_get_print_origin(self, positions, names_document):
        """Return the document and the line that this line corrects.

        :param dict positions: places of the corrected lines on their documents
        :param bool names_document: whether the document is named without a line too
        :return: false where there is nothing to name
        """
        self.ensure_one()
        document, place = self.origin_move_id, positions.get(self.origin_line_id)
        if self.display_type != "product" or not document:
            return False
        # Number for number stands in the head already
        number = document._note_get_partner_number()
        if place:
            return self.env._(
                "Line %(place)s of %(document)s",
                place=place,
                document=number,
            )
        # "Correction of INV/7" says it already
        is_said = billing.named_in(self.name, [number or ""])
        return names_document and not is_said and number

    def _note_print_states(self, states, former=()):
        """Return what is printed of some states of this line.

        :param former: the states before, whose price is that of no pieces
        """
        states = states or [Stated(row.taxes, 0.0, 0.0) for row in former[:1]]
        prices = [row.net / row.quantity for row in former if row.quantity]
        taxes = self.env["account.tax"].sudo()
        return [
            {
                "quantity": row.quantity,
                "price": self._note_format_price(
                    row.net / row.quantity if row.quantity else (prices or [0.0])[0]
                ),
                "taxes": ", ".join(
                    tax.invoice_label or tax.name for tax in taxes.browse(row.taxes)
                ),
                "net": row.net,
            }
            for row in states
        ]

    def _note_get_settlements_until(self, day):
        """Return what had settled these open items by the end of a day.

        An application that was unapplied later counts, for it was in force on that
        day: the journal knows it. Of a payment that was taken back later nothing is
        kept.

        :param date day: the last day that counts
        :return: {id of the line: [Settlement]}, the earliest first; lines that nothing
            had settled are missing
        """
        found = defaultdict(list)
        for line, other, *settled in self._note_get_matches_until(day):
            # Core shows what settled a document to everybody who sees it
            move = other.sudo().move_id
            name = move.name or move.display_name
            found[line.id].append(Settlement(move, name, *settled))
        for line, settlement in self._note_get_ended_applications(day):
            found[line.id].append(settlement)
        for settlements in found.values():
            settlements.sort(key=lambda settlement: settlement.date)
        return found

    def _note_get_matches_until(self, day):
        """Return [(line, line that settled it, date, amount)]."""
        own, found = set(self.ids), []
        for partial in self._note_find_partials_until(day):
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

    def _note_get_ended_applications(self, day):
        """Return what was applied by a day and unapplied after it."""
        found = []
        for end in self._note_find_ends_after(day):
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
