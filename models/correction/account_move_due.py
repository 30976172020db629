from collections import defaultdict
from typing import NamedTuple

from odoo import api, models

from ...tools.standing import replay
from .account_move_family import is_goods
from .account_move_former_taxes import restate

# Lines whose amounts the cents gave, so that they can be told from core's own
CENTS = "note_cents"


class Pair(list):
    """An amount in the document's currency and in the company's."""

    def __init__(self):
        super().__init__([0.0, 0.0])

    def add(self, sign, in_currency, in_company):
        self[0] += sign * in_currency
        self[1] += sign * in_company


class Figures(NamedTuple):
    """Amounts by tax, and nets by account; a tax is its id and whether it is one of
    reverse charge. ``is_open`` tells that the family goes on after the note."""

    taxes: dict
    nets: dict
    is_open: bool = False

    @classmethod
    def empty(cls, is_open=False):
        return cls(defaultdict(Pair), defaultdict(Pair), is_open)


class Due(NamedTuple):
    """What would be due on what stands once a note is posted.

    ``taxes`` are the ids of those that stand, ``others`` debit notes that charge
    something of their own: they stand beside the document, and close by themselves.
    ``is_private`` tells that something private stands. ``beside`` are the ids of taxes
    of which nothing stands but what debit notes charged.
    """

    figures: Figures
    taxes: set
    is_nothing: bool
    others: models.Model
    is_private: bool = False
    beside: frozenset = frozenset()

    def closes(self, tax_id):
        """Tell whether a tax ends, or is left to the debit notes that charged it."""
        return tax_id not in self.taxes or tax_id in self.beside


class AccountMove(models.Model):
    """What a family booked, and what core computes for what stands of it."""

    _inherit = "account.move"

    # What core computes for a note by itself

    def _note_get_computed_base_lines(self):
        """Return core's base lines with taxes as computed, not as they were booked."""
        return self._get_rounded_base_and_tax_lines(round_from_tax_lines=False)[0]

    def _note_get_base_lines(self, mine=None):
        """Return the base lines of this note as core computes them by themselves.

        :param mine: the lines that count, as if they were a note of their own
        """
        if not self.id:
            return self._note_get_unsaved_base_lines()
        base_lines = self._note_get_computed_base_lines()
        if mine is not None:
            base_lines = self._note_prepare_part_base_lines(base_lines, mine)
        given = [line for line in base_lines if is_of_cents(line)]
        for line in given:
            line.update(
                computation_key=None,
                manual_total_excluded_currency=None,
                manual_total_excluded=None,
                manual_tax_amounts=None,
            )
        given += filter(self._note_undo_kept_price, base_lines)
        is_own = self._note_tell_former(base_lines) or given or mine is not None
        base_lines = self._note_add_details(base_lines) if is_own else base_lines
        if mine is not None:
            self._note_settle_special_lines(base_lines)
        return base_lines

    @api.model
    def _note_undo_kept_price(self, base_line):
        """Give a base line the price that it had before the cents, if they changed it.

        Else cents that are given once more would build on those of before.
        """
        data = is_product(base_line) and base_line["record"]._note_get_taken_data()
        if not data or "natural" not in data:
            return False
        base_line.update(price_unit=data["natural"], _note_changed=True)
        return True

    @api.model
    def _note_tell_former(self, base_lines):
        """Let base lines know of taxes that were changed since; whether one has to."""
        for base_line in base_lines:
            line = base_line["record"]
            if is_product(base_line):
                former = line._note_get_former_taxes(base_line["tax_ids"])
                base_line["_note_former"] = former
        return any(line.get("_note_former") for line in base_lines)

    def _note_get_unsaved_base_lines(self):
        """Return the same of a note in memory, which has no lines but its products."""
        lines = self.invoice_line_ids.filtered(is_goods)
        base_lines = [
            self._prepare_product_base_line_for_taxes_computation(line)
            for line in lines
        ]
        base_lines += self._note_prepare_special_lines(base_lines, lines)
        self._note_tell_former(base_lines)
        return self._note_add_details(base_lines)

    def _note_add_details(self, base_lines):
        """Let core compute and round the taxes of base lines, and return them."""
        engine = self.env["account.tax"]
        engine._add_tax_details_in_base_lines(base_lines, self.company_id)
        for line in base_lines:
            restate(line)
        engine._round_base_lines_tax_details(base_lines, self.company_id)
        return base_lines

    def _note_sum_base_lines(self, base_lines):
        """Return the :class:`Figures` of base lines, positive as on an invoice."""
        figures = Figures.empty()
        for line in base_lines:
            details = line["tax_details"]
            if is_product(line) and line["account_id"]:
                figures.nets[line["account_id"].id].add(
                    1,
                    details["total_excluded_currency"]
                    + details["delta_total_excluded_currency"],
                    details["total_excluded"] + details["delta_total_excluded"],
                )
            for data in details["taxes_data"]:
                figures.taxes[data["tax"].id, bool(data["is_reverse_charge"])].add(
                    1, data["tax_amount_currency"], data["tax_amount"]
                )
        return figures

    def _note_sum_booked(self, documents):
        """Return the :class:`Figures` of what was booked, in the direction of this."""
        figures = Figures.empty()
        for line in documents.line_ids:
            if line.display_type == "product":
                pair = figures.nets[line.account_id.id]
            elif line.display_type == "tax" and line.tax_line_id:
                factor = line.tax_repartition_line_id.factor
                pair = figures.taxes[line.tax_line_id.id, factor < 0]
            else:
                continue
            pair.add(self.direction_sign, line.amount_currency, line.balance)
        return figures

    def _note_sum_booked_in(self, family):
        """Return the :class:`Figures` of what a family booked, as its head has them."""
        figures = family.head._note_sum_booked(family.documents)
        for note, lines in family.parts:
            sign = note._note_get_sign_towards(family.head)
            found = note._note_sum_booked_part(lines)
            for sums, own in zip(figures[:2], found[:2], strict=True):
                for key, pair in own.items():
                    sums[key].add(sign, *pair)
        return figures

    def _note_sum_booked_part(self, lines):
        """Return the :class:`Figures` of what this note booked for some lines."""
        figures = self._note_sum_base_lines(self._note_get_booked_part(lines))
        nets = defaultdict(Pair)
        for line in lines:
            amounts = line.amount_currency, line.balance
            nets[line.account_id.id].add(self.direction_sign, *amounts)
        return figures._replace(nets=nets)

    def _note_get_booked_base_lines(self):
        """Return the base lines of this note with the taxes that it booked.

        Coins that were rounded in a tax are none of it.
        """
        base_lines, tax_lines = self._get_rounded_base_and_tax_lines()
        taxes = [tax for tax in tax_lines if tax["record"].display_type == "tax"]
        if len(taxes) < len(tax_lines):
            engine = self.env["account.tax"]
            engine._add_tax_details_in_base_lines(base_lines, self.company_id)
            engine._round_base_lines_tax_details(
                base_lines, self.company_id, tax_lines=taxes
            )
        return base_lines

    # What is due on what stands

    def _note_get_due(self, family, is_before=False):
        """Return what is due on what stands once this note is posted.

        That is what core computes for it. Where nothing stands but what debit notes
        charged, it is what they booked: the note that takes back what they stand
        beside leaves them no cent.

        :param is_before: for what stands without it
        :rtype: Due
        """
        due = self._note_compute_due(family, is_before)
        return self._note_settle_beside(family, due, is_before)

    def _note_compute_due(self, family, is_before=False):
        """Return what core computes for what stands once this note is posted.

        :param is_before: for what stands without it
        :rtype: Due
        """
        base_lines, others, head = [], self.browse(), family.head
        for root, standing in self._note_iter_standing(family, is_before):
            same_kind = root._is_on_credit_note() == head._is_credit_note()
            found = root._note_prepare_due(standing, 1 if same_kind else -1)
            if same_kind and root.move_id != head and found:
                others |= root.move_id
                found = [{**line, "_note_other": True} for line in found]
            base_lines += found
        base_lines = self._note_add_details(self._note_merge_loose(base_lines))
        if head not in self._note_get_origins() and self._note_are_outweighed(
            base_lines
        ):
            base_lines = []
        own = [line for line in base_lines if not line.get("_note_other")]
        taxes = {
            data["tax"].id for line in own for data in line["tax_details"]["taxes_data"]
        }
        figures = self._note_sum_base_lines(base_lines)
        is_private = any(line["special_type"] == "non_deductible" for line in own)
        return Due(figures, taxes, not own, others - self, is_private)

    def _note_iter_standing(self, family, is_before):
        """Yield (line, what stands of it), None for one that nothing changed."""
        theirs = family.get_goods()
        mine = self._note_get_goods() if family.mine is None else family.mine
        mine = mine.browse() if is_before else mine
        roots = (theirs | mine).filtered(lambda line: not line.origin_line_id)
        changes = {root: [] for root in roots}
        corrections = theirs.filtered("origin_line_id").sorted("id")
        for line in (*corrections, *mine.filtered("origin_line_id")):
            for root in line._note_get_ancestors():
                if root in changes:
                    changes[root].append(line)
        for root, lines in changes.items():
            # Most lines of a long document are as they were
            entries = lines and [ln._note_prepare_entry(root) for ln in (root, *lines)]
            yield root, replay(entries) if entries else None

    def _note_merge_loose(self, base_lines):
        """Return base lines without amounts that outweigh each other.

        Where lines are rounded together, each of them may be off by a step.
        """
        kept, loose, steps = [], {}, defaultdict(float)
        for line in base_lines:
            key = line.get("_note_key") and (
                *line["_note_key"],
                line.get("_note_other"),
            )
            if not key:
                kept.append(line)
            elif key in loose:
                loose[key]["price_unit"] += line["price_unit"]
                steps[key] += self.currency_id.rounding
            else:
                loose[key] = line
        return kept + [
            line
            for key, line in loose.items()
            if self.currency_id.compare_amounts(abs(line["price_unit"]), steps[key]) > 0
        ]


def is_product(base_line):
    """Tell whether a base line is one of goods or services."""
    record = base_line["record"]
    if base_line["special_type"]:
        return False
    return not isinstance(record, models.BaseModel) or is_goods(record)


def is_asked(base_line, is_last=False):
    """Tell whether a base line has an amount that was asked for.

    :param is_last: nothing stands any more: only amounts with their taxes are given
    """
    if str(base_line["computation_key"]).startswith("note,"):
        return True
    record = base_line["record"]
    is_amount = isinstance(record, models.BaseModel) and (
        record.correction_mode == "amount"
    )
    return is_amount and not is_last


def is_of_cents(base_line):
    """Tell whether the cents gave a base line its amounts."""
    return str(base_line["computation_key"]).startswith(CENTS)
