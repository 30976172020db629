from odoo import Command, models

from .account_move_due import is_product


class AccountMove(models.Model):
    """Cash rounding of a note over several documents: each part as its own note.

    A line of rounding names the document to which it belongs, so that it is taken
    back with that one, by whichever note.
    """

    _inherit = "account.move"

    def _note_is_rounded_by_part(self, families):
        """Tell whether documents of which this note has parts are rounded themselves.

        :param families: those of this note
        """
        return families[0].mine is not None and any(
            self._note_get_rounded(family).invoice_cash_rounding_id
            for family in families
        )

    def _note_get_rounded(self, family):
        """Return the document of a family that the rounding of its part is about.

        That is what the lines name, where it belongs to no other family as well.
        """
        named = family.mine.origin_move_id._origin.filtered(
            lambda move: move._note_get_family_roots() == family.head
        )
        rounded = named.filtered("invoice_cash_rounding_id") or named
        return rounded[-1:] or family.head

    def _note_prepare_rounding_by_part(self, families):
        """Return the lines of rounding of all parts of this note."""
        rows = [
            row
            for family in families
            for row in self._note_prepare_rounding_of_part(family)
        ]
        free = list(filter(is_product, self._note_get_free_lines(families)))
        return rows + self._note_prepare_open_rounding(self, free)

    def _note_prepare_rounding_of_part(self, family):
        """Return the lines of rounding of what belongs to a family."""
        document = self._note_get_rounded(family)
        base_lines, _changed, due = self._note_compute(family)
        theirs = self._note_find_rounding(family) - due.others.line_ids
        if document._note_ends_rounding([due]):
            rows = self._note_prepare_taken_rounding(theirs)
        else:
            rows = self._note_prepare_open_rounding(
                document, base_lines, theirs, due.taxes, family
            )
        return [{**row, "origin_move_id": document.id} for row in rows]

    def _note_prepare_open_rounding(
        self, document, base_lines, theirs=None, taxes=(), family=None
    ):
        """Return the lines of rounding of a part after which something stands.

        :param document: which is rounded
        :param base_lines: of the part
        :param theirs: the lines of the rounding in the family
        :param taxes: ids of the taxes that stand
        :param family: that the part belongs to, None for what belongs to none
        """
        rounding = document.invoice_cash_rounding_id
        if not rounding or not base_lines:
            return []
        theirs = self.line_ids.browse() if theirs is None else theirs
        rows, pair = [], self._note_compute_coins(rounding, base_lines, family)
        if rounding.strategy == "biggest_tax":
            tax_lines = self._note_get_tax_lines_of(base_lines)
            rows = self._note_prepare_gone_rounding(pair, theirs, taxes, tax_lines)
            where = self._note_prepare_rounding(tax_lines[0]) if tax_lines else {}
        else:
            where = self._note_prepare_rounded_account(rounding, theirs, pair[1])
        if rows or not where or not any(pair):
            return rows
        amounts = {"amount_currency": pair[0], "balance": pair[1]}
        return [{**where, "name": theirs[:1].name or rounding.name, **amounts}]

    def _note_compute_coins(self, rounding, base_lines, family=None):
        """Return what base lines are rounded by, in both currencies as booked."""
        total = self._note_get_preview_of(base_lines)["total"]
        rest = rounding.compute_difference(self.currency_id, total)
        if family:
            rest = self._note_cap_coins(rest, total, family)
        rest *= self.direction_sign
        rate = self.invoice_currency_rate or 1.0
        return [rest, self.company_currency_id.round(rest / rate)]

    def _note_prepare_rounded_account(self, rounding, theirs, balance):
        """Return where coins are booked that are not of a tax."""
        account = rounding.profit_account_id
        if balance > 0:
            account = rounding.loss_account_id or account
        return {
            "account_id": (theirs[:1].account_id or account).id,
            "tax_repartition_line_id": False,
            "tax_tag_ids": [Command.clear()],
        }

    def _note_get_tax_lines_of(self, base_lines):
        """Return the lines of taxes that base lines have part in, the largest first."""
        sums = {}
        figures = self._note_sum_base_lines(base_lines)
        for (tax, _is_reverse), pair in figures.taxes.items():
            sums[tax] = max(sums.get(tax, 0.0), abs(pair[0]))
        lines = self._note_get_tax_lines()
        lines = lines.filtered(lambda line: line.tax_line_id.id in sums)
        return lines.sorted(lambda line: -sums[line.tax_line_id.id])
