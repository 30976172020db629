from collections import defaultdict
from typing import NamedTuple

from odoo import api, models

from ...tools.money import to_steps
from .account_move_family import is_goods
from .account_move_formula import apply_formula_rates

# What differs by more than this part from what it comes to today had other taxes when
# the document was posted; less was entered by hand
OTHER_RATE = 0.005
OTHER_RATE_STEPS = 10

# Of documents on which nothing but goods is taxed
PLAIN_TYPES = {
    "product",
    "tax",
    "payment_term",
    "line_section",
    "line_subsection",
    "line_note",
}


class FormerTaxes(NamedTuple):
    """By which factors amounts of a document differ from what they come to today.

    ``nets`` by the ids of taxes in ascending order, for prices that these are or were
    included in; ``taxes`` by the id of a tax, on the same net.
    """

    nets: dict
    taxes: dict


class AccountMove(models.Model):
    """Taxes that were changed in place since a document was posted.

    Somebody gives a tax another rate, or lets prices include it: prices of documents
    that are posted are still meant with the taxes as they were, and so are those of
    what corrects them.
    """

    _inherit = "account.move"

    def _note_get_former_taxes(self, taxes):
        """Return :class:`FormerTaxes` of this document, None where none changed.

        A note on one document has the taxes of that.

        :param taxes: those that are asked for
        """
        self.ensure_one()
        if self.is_note and len(origin := self._note_get_origins()._origin) == 1:
            return origin._note_get_former_taxes(taxes)
        every = taxes.flatten_taxes_hierarchy()
        posted = self.create_date
        if not posted or not any((tax.write_date or posted) >= posted for tax in every):
            return None
        # As long as the transaction lasts: a document has many lines
        known = self.env.cr.cache.setdefault("note_former_taxes", {})
        state = tuple((tax.id, tax.amount, tax.price_include) for tax in every)
        key = self.id, self.amount_untaxed, self.amount_tax, state
        if key not in known:
            known[key] = self._note_find_former_taxes()
        return known[key]

    def _note_find_former_taxes(self):
        if self._note_has_plain_taxes() and self._note_has_sums_of_today():
            return None
        base_lines = self._note_get_computed_base_lines()
        nets = self._note_compare_nets(base_lines)
        taxes = self._note_compare(
            self._note_get_booked_taxes(), self._note_sum_taxes(base_lines, nets)
        )
        return FormerTaxes(nets, taxes) if nets or taxes else None

    def _note_has_plain_taxes(self):
        """Tell whether sums alone say what core would compute of this document."""
        goods = self.line_ids.filtered(is_goods)
        return (
            self.company_id.tax_calculation_rounding_method == "round_globally"
            and {line.display_type for line in self.line_ids} <= PLAIN_TYPES
            and not any(line.extra_tax_data for line in goods)
            and not any(
                tax.amount_type != "percent"
                or tax.price_include
                or tax.include_base_amount
                for tax in goods.tax_ids
            )
        )

    def _note_has_sums_of_today(self):
        """Tell whether plain taxes come to what was booked, without core's base lines.

        Somebody touched a tax since, mostly its name or a tag: a long document is not
        computed anew for that.
        """
        nets, today = defaultdict(float), defaultdict(float)
        taxes, booked = defaultdict(float), self._note_get_booked_taxes()
        for line in self.line_ids.filtered(is_goods):
            net = line.quantity * line.price_unit * (1 - line.discount / 100)
            nets[line.tax_ids._ids] += line.price_subtotal
            today[line.tax_ids._ids] += net
        for ids, net in today.items():
            for tax in self.env["account.tax"].browse(ids):
                taxes[tax.id] += net * tax.amount / 100
        return not (
            self._note_compare(nets, today) or self._note_compare(booked, taxes)
        )

    def _note_get_booked_taxes(self):
        """Return what was booked of each tax, by its id, but for reverse charge."""
        booked = self._note_sum_booked(self).taxes
        return {
            tax_id: pair[0]
            for (tax_id, is_charged), pair in booked.items()
            if not is_charged
        }

    @api.model
    def _note_sum_taxes(self, base_lines, nets):
        """Return what taxes come to today on nets that are right, by their ids."""
        today = defaultdict(float)
        for line in base_lines:
            net = get_net_factor(line, nets)
            for data in line["tax_details"]["taxes_data"]:
                if not data["is_reverse_charge"]:
                    today[data["tax"].id] += net * data["raw_tax_amount_currency"]
        return today

    def _note_compare_nets(self, base_lines):
        """Return the factors of nets, by taxes."""
        booked, today = defaultdict(float), defaultdict(float)
        for line in base_lines:
            record, key = line["record"], tuple(sorted(line["tax_ids"].ids))
            if not line["special_type"] and line["manual_total_excluded"] is None:
                booked[key] += record.price_subtotal
                today[key] += line["tax_details"]["raw_total_excluded_currency"]
        return self._note_compare(booked, today)

    def _note_compare(self, booked, today):
        """Return the factors from one to the other, where it is not 1."""
        factors = {}
        for key, amount in booked.items():
            gap, now = abs(amount - today[key]), today[key]
            steps = to_steps(gap, self.currency_id.rounding)
            if now and gap > abs(now) * OTHER_RATE and steps > OTHER_RATE_STEPS:
                factors[key] = amount / now
        return factors


def get_net_factor(base_line, nets):
    """Return by which factor the net of a base line differs, 1 where it is given."""
    if base_line["special_mode"]:
        return 1.0
    return nets.get(tuple(sorted(base_line["tax_ids"].ids)), 1.0)


def restate(base_line):
    """Give a base line, before it is rounded, the amounts of the former taxes.

    :return: whether there were other taxes
    """
    apply_formula_rates(base_line)
    former, details = base_line.get("_note_former"), base_line["tax_details"]
    if not former:
        return False
    net = get_net_factor(base_line, former.nets)
    for suffix in ("_currency", ""):
        details[f"raw_total_excluded{suffix}"] *= net
        for data in details["taxes_data"]:
            data[f"raw_base_amount{suffix}"] *= net
            factor = former.taxes.get(data["tax"].id, 1.0)
            data[f"raw_tax_amount{suffix}"] *= net * factor
        details[f"raw_total_included{suffix}"] = details[
            f"raw_total_excluded{suffix}"
        ] + sum(data[f"raw_tax_amount{suffix}"] for data in details["taxes_data"])
    return True
