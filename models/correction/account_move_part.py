from odoo import Command, models

from .account_move_closing import is_private_tax
from .account_move_due import is_product

# What is computed of a tax
AMOUNTS = ("tax_amount_currency", "tax_amount")

# Lines whose amounts, and taxes, are of no single line of goods
OF_ALL_LINES = ("epd", "non_deductible_product", "non_deductible_product_total")


def is_of_all_lines(line):
    """Tell whether a line of a document is about all of its lines of goods."""
    return line.display_type in OF_ALL_LINES


class AccountMove(models.Model):
    """What of a note belongs to one of several documents, as a note of its own.

    Core lowers taxes by lines that are about all lines of goods: the discount for early
    payment, private parts. Each part has its own of them in the computation, rounded by
    itself: they follow from the lines of goods, and whoever reads a posted note finds
    them again. What is rounded in the part is in its lines of goods.
    """

    _inherit = "account.move"

    def _note_has_lines_of_all(self):
        """Tell whether amounts of these documents belong to none of their lines."""
        return any(map(is_of_all_lines, self.line_ids))

    def _note_prepare_part_base_lines(self, base_lines, mine):
        """Return the base lines of a part of this note, not computed yet.

        :param base_lines: of the whole note
        :param mine: the lines of goods that belong to the part
        """
        found = [line for line in base_lines if line["record"] in mine]
        return found + self._note_prepare_special_lines(found, mine)

    def _note_prepare_special_lines(self, base_lines, lines):
        """Return base lines that lower the taxes of some lines of goods.

        :param base_lines: of these lines, with which core rounds them
        """
        special = [
            base_line
            for line in lines
            for base_line in line._note_prepare_special_due(
                line._note_get_own_terms(), line.price_subtotal
            )
        ]
        for base_line in special:
            for name in ("is_refund", "partner_id", "sign"):
                base_line[name] = base_lines[0][name]
        return merge_discounts(special)

    def _note_settle_special_lines(self, base_lines):
        """Let lines that lower taxes be rounded each by itself, in a part that was
        rounded as one; its lines of goods take the difference."""
        for line in base_lines:
            if not line["special_type"]:
                continue
            (alone,) = self._note_add_details([{**line}])
            pairs = zip(
                line["tax_details"]["taxes_data"],
                alone["tax_details"]["taxes_data"],
                strict=True,
            )
            for data, own in pairs:
                gap = [data[name] - own[name] for name in AMOUNTS]
                _move_tax(base_lines, data, gap)

    def _note_settle_private_gap(self, base_lines, gap):
        """Let the last private part of a family take what private parts leave.

        :param gap: of taxes of private parts, in both currencies
        """
        line = max(
            filter(is_private, base_lines),
            key=lambda line: abs(get_private_tax(line)[0]),
            default=None,
        )
        if line and any(gap):
            details = line["tax_details"]
            details["total_included_currency"] -= gap[0]
            details["total_included"] -= gap[1]
            _move_tax(base_lines, details["taxes_data"][0], gap)

    def _note_get_private_gap(self, family, due, base_lines):
        """Return what the taxes of private parts leave, where nothing private stands.

        :param due: on what stands after this note
        :param base_lines: of this note
        :return: amounts in both currencies, in the direction of this note
        """
        own = list(filter(is_private, base_lines))
        if not own:
            return [0.0, 0.0]
        gap = [-amount for amount in sum_private_taxes(own)]
        booked = (family.documents - due.others).line_ids.filtered(is_private_tax)
        sign = -self.direction_sign
        gap[0] += sign * sum(booked.mapped("amount_currency"))
        gap[1] += sign * sum(booked.mapped("balance"))
        for note, lines in family.parts:
            side = note._note_get_sign_towards(self)
            for place, amount in enumerate(
                sum_private_taxes(note._note_get_booked_part(lines))
            ):
                gap[place] -= side * amount
        return self._note_round_gap(family.head, gap)

    def _note_get_private_commands(self, base_lines):
        """Return commands for the line that takes the taxes of private parts back."""
        line = self.line_ids.filtered(is_private_tax)
        if len(line) != 1:
            return []
        pair = [
            self.direction_sign * amount for amount in sum_private_taxes(base_lines)
        ]
        values = dict(zip(("amount_currency", "balance"), pair, strict=True))
        return [Command.update(line.id, values)]

    def _note_get_booked_part(self, lines):
        """Return the base lines of a part of this note with the taxes that it booked.

        :param lines: the lines of goods that belong to the part
        """
        if not self._note_has_lines_of_all():
            booked = self._note_get_booked_base_lines()
            return [line for line in booked if line["record"] in lines]
        goods = self._note_add_details(
            [self._prepare_product_base_line_for_taxes_computation(ln) for ln in lines]
        )
        return goods + self._note_get_special_lines(goods, lines)

    def _note_get_special_lines(self, base_lines, lines):
        """Return the base lines that lower the taxes of some lines, each by itself."""
        special = self._note_prepare_special_lines(base_lines, lines)
        return [self._note_add_details([line])[0] for line in special]

    def _note_get_net_of(self, lines):
        """Return what some lines of goods come to as booked, before taxes.

        Where Odoo rounds all lines together, it gives one of them what is missing.
        """
        if self != self._origin:
            # While a form is edited, items are those of before
            return sum(lines.mapped("price_subtotal"))
        return self.direction_sign * sum(lines.mapped("amount_currency"))

    def _note_get_total_of(self, lines):
        """Return what some lines of goods come to as booked, taxes included.

        A discount for early payment may lower their taxes.
        """
        taxes = sum(line.price_total - line.price_subtotal for line in lines)
        total = self._note_get_net_of(lines) + taxes
        if "epd" not in self.line_ids.mapped("display_type"):
            return total
        return total + sum(
            data["tax_amount_currency"]
            for line in self._note_get_booked_part(lines)
            for data in line["tax_details"]["taxes_data"]
            if line["special_type"] == "early_payment"
        )


def _move_tax(base_lines, data, gap):
    """Move an amount of a tax to the line of goods that bears the most of it."""
    largest = max(
        (
            other
            for line in filter(is_product, base_lines)
            for other in line["tax_details"]["taxes_data"]
            if (other["tax"], other["is_reverse_charge"])
            == (data["tax"], data["is_reverse_charge"])
        ),
        key=lambda other: abs(other["tax_amount_currency"]),
        default=None,
    )
    for name, amount in zip(AMOUNTS if largest else (), gap, strict=False):
        data[name] -= amount
        largest[name] += amount


def merge_discounts(base_lines):
    """Return base lines with those of early discounts that core books as one."""
    merged, kept = {}, []
    for line in base_lines:
        key = line["account_id"], str(line["analytic_distribution"]), line["tax_ids"]
        if line["special_type"] != "early_payment":
            kept.append(line)
        elif key in merged:
            merged[key]["price_unit"] += line["price_unit"]
        else:
            kept.append(merged.setdefault(key, line))
    return kept


def is_private(base_line):
    """Tell whether a base line lowers taxes by a private part."""
    is_taxed = base_line["tax_details"]["taxes_data"]
    return base_line["special_type"] == "non_deductible" and bool(is_taxed)


def get_private_tax(base_line):
    """Return the tax of a private part as core books it, in both currencies."""
    details = base_line["tax_details"]
    return (
        details["total_excluded_currency"] - details["total_included_currency"],
        details["total_excluded"] - details["total_included"],
    )


def sum_private_taxes(base_lines):
    """Return the taxes of private parts among base lines, in both currencies."""
    taxes = [get_private_tax(line) for line in base_lines if is_private(line)]
    return [sum(amounts) for amounts in zip((0.0, 0.0), *taxes, strict=True)]
