from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.tools import LazyTranslate

from ...tools.credit_limit import NoteAmount, Remaining, compute_limit
from ..correction.account_move_due import is_product

_lt = LazyTranslate(__name__)

# What is said of each thing that is judged
CREDITED = {
    "total": _lt(
        "%(invoice)s cannot be credited by %(now)s: only %(remaining)s remains."
    ),
    "net": _lt(
        "%(invoice)s cannot be credited by %(now)s before taxes: only "
        "%(remaining)s before taxes remains."
    ),
    "taxes": _lt(
        "%(invoice)s cannot be credited by %(now)s before taxes at %(taxes)s: of "
        "what was charged at these taxes, only %(remaining)s remains."
    ),
    "tax": _lt(
        "%(invoice)s cannot be credited by %(now)s of %(taxes)s: of what was "
        "charged of this tax, only %(remaining)s remains."
    ),
}
WAYS = _lt(
    "Reduce this note, cancel another credit note of this invoice, issue a debit "
    "note first, or have somebody with the right Credit above the invoice accept it."
)
WAYS_AT_TAXES = _lt(
    "Reduce this note at these taxes, choose those that were charged, cancel another "
    "credit note, issue a debit note first, or have somebody with the right Credit "
    "above the invoice accept it."
)
REDUCED = {
    "total": _lt("%(invoice)s would come to less than it is credited with."),
    "net": _lt("%(invoice)s would come to less before taxes than is credited."),
    "taxes": _lt("%(invoice)s would charge less at %(taxes)s than is credited."),
    "tax": _lt("%(invoice)s would charge less of %(taxes)s than is credited."),
}
WAYS_BACK = _lt(
    "Cancel a credit note of this invoice first, issue a debit note, or leave the "
    "amounts as high as what is credited."
)


# What is judged at the taxes; the document itself needs none
OF_DOCUMENT = (("total", ()), ("net", ()))


class Limit(NamedTuple):
    """One thing of an invoice that is judged: a word of ``CREDITED``, and its taxes.

    ``notes`` are the credit notes that take part.
    """

    code: str
    taxes: models.Model
    remaining: Remaining
    notes: models.Model


class AccountMove(models.Model):
    """What is judged of a family: gross, net, and both for each set of taxes.

    The document limits the money, the taxes what VAT is taken back. Lines without
    taxes take none back, and are judged by the document alone; taxes of a fixed
    amount belong to pieces, and a rebate leaves them.
    """

    _inherit = "account.move"

    def _note_iter_limits(self, parts, judged, foreseen=()):
        """Yield each :class:`Limit` of this invoice.

        :param parts: of all notes that count
        :param judged: the notes whose posting is judged
        :param foreseen: pairs of parts of notes in memory and what they charge
        """
        invoiced = self._note_sum_charges()
        charges = [(part, self._note_sum_charges(part)) for part in parts]
        charges += foreseen
        keys = dict.fromkeys([*OF_DOCUMENT, *invoiced])
        keys.update((key, None) for _part, found in charges for key in found)
        for key in sorted(keys, key=lambda key: list(CREDITED).index(key[0])):
            amounts = [(part, found[key]) for part, found in charges if found.get(key)]
            yield self._note_compute_limit(key, invoiced.get(key, 0.0), amounts, judged)

    def _note_compute_limit(self, key, invoiced, amounts, judged):
        code, tax_ids = key
        notes = self.browse().union(*(s.note for s, amount in amounts if amount < 0))
        remaining = compute_limit(
            # What a discount took off at some taxes is no debt at them
            max(invoiced, 0.0) if tax_ids else invoiced,
            (
                NoteAmount(
                    amount,
                    # Lines are rounded one by one; totals are closed to the cent
                    lines=part.lines if code == "total" else len(part._get_goods()),
                    is_new=part.note in judged,
                    steps=len(part._get_goods() if tax_ids else part._get_rounded()),
                )
                for part, amount in amounts
            ),
        )
        return Limit(code, self.env["account.tax"].browse(tax_ids), remaining, notes)

    def _note_sum_charges(self, part=None):
        """Return what this invoice, or a note on it, charges of each thing judged.

        :param part: the part of a note, below zero where it takes something off
        :return: a dict of amounts by (word, ids of taxes), in the invoice's currency
        """
        document = part.note if part else self
        goods = part._get_goods() if part else document._note_get_goods()
        sign = part.sign if part else 1
        charges = defaultdict(float)
        charges["total", ()] = part.amount if part else self.amount_total
        for line in goods:
            charges["net", ()] += sign * line.price_subtotal
            lasting = line.tax_ids._note_without_fixed()
            # Without VAT correction there is none to take back: taxes of 0 % tell why
            if lasting and not document.is_net_of_tax:
                key = "taxes", tuple(sorted(lasting.ids))
                charges[key] += sign * line.price_subtotal
        for tax, amount in document._note_sum_booked_taxes(goods).items():
            # What is withheld is no tax charged: more of it gives no VAT back
            if tax.amount >= 0:
                charges["tax", (tax.id,)] += sign * amount
        return charges

    def _note_sum_foreseen(self, base_lines):
        """Return the same that a credit note in memory takes, but for its total.

        :param base_lines: of the note
        """
        charges = defaultdict(float)
        for line in filter(is_product, base_lines):
            details = line["tax_details"]
            net = details["total_excluded_currency"]
            net += details["delta_total_excluded_currency"]
            charges["net", ()] -= net
            if lasting := line["tax_ids"]._note_without_fixed():
                charges["taxes", tuple(sorted(lasting.ids))] -= net
        for tax, amount in self._note_sum_charged_taxes(base_lines).items():
            if tax.amount >= 0:
                charges["tax", (tax.id,)] -= amount
        return charges

    def _note_sum_booked_taxes(self, goods):
        """Return what this document booked of each tax, for some of its lines.

        Of a tax that is due by the customer only what is charged.
        """
        if goods != self._note_get_goods():
            return self._note_sum_charged_taxes(self._note_get_booked_part(goods))
        amounts = defaultdict(float)
        for line in self.line_ids:
            if line.display_type == "tax" and line.tax_repartition_line_id.factor > 0:
                amounts[line.tax_line_id] += self.direction_sign * line.amount_currency
        return amounts

    def _note_sum_charged_taxes(self, base_lines):
        """Return the amount of each tax of base lines, reverse charge left out."""
        taxes = self._note_sum_base_lines(base_lines).taxes
        return {
            self.env["account.tax"].browse(tax_id): amount
            for (tax_id, is_reverse), (amount, _balance) in taxes.items()
            if not is_reverse
        }
