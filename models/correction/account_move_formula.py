from collections import defaultdict

from odoo import models

from .account_move_family import is_goods


class AccountMove(models.Model):
    """Taxes by a formula of the price on amounts that belong to no piece.

    A formula is asked about pieces at a price. Of an amount it knows neither, and core
    cannot turn it around: where prices hold the tax, the formula reads another base. An
    amount has the part of such a tax that its net has of the nets of its document.
    """

    _inherit = "account.move"

    def _note_get_formula_rates(self, taxes):
        """Return what of each tax goes with a net of 1, by the id of the tax as text.

        Empty where core's own computation of these taxes holds for an amount as well.

        :param taxes: without those of a piece
        """
        if not taxes._note_has_priced_formula():
            return {}
        known = self.env.cr.cache.setdefault("note_formula_rates", {})
        key = self.id, self.amount_untaxed, self.amount_tax, taxes
        if key not in known:
            known[key] = self._note_find_formula_rates(taxes)
        return known[key]

    def _note_find_formula_rates(self, taxes):
        base_lines = self._note_get_computed_base_lines()
        net, amounts = 0.0, defaultdict(float)
        for line in base_lines:
            is_bearer = not line["special_type"] and is_goods(line["record"])
            if not is_bearer or line["tax_ids"]._note_without_fixed() != taxes:
                continue
            details = line["tax_details"]
            net += details["raw_total_excluded_currency"]
            for data in details["taxes_data"]:
                if not data["is_reverse_charge"]:
                    amounts[str(data["tax"].id)] += data["raw_tax_amount_currency"]
        return {key: amount / net for key, amount in amounts.items()} if net else {}


def apply_formula_rates(base_line):
    """Give an amount, before it is rounded, its part of taxes by a formula."""
    rates, details = base_line.get("_note_formula_rates"), base_line["tax_details"]
    if not rates:
        return
    for suffix in ("_currency", ""):
        net = included = details[f"raw_total_excluded{suffix}"]
        for data in details["taxes_data"]:
            rate = rates.get(str(data["tax"].id), 0.0)
            sign = -1 if data["is_reverse_charge"] else 1
            data[f"raw_tax_amount{suffix}"] = sign * rate * net
            included += sign * rate * net
        details[f"raw_total_included{suffix}"] = included
