from odoo import models

from ...tools.standing import Terms
from .account_move_due import CENTS


class AccountMoveLine(models.Model):
    """What stands of a line as core computes taxes on it."""

    _inherit = "account.move.line"

    def _note_prepare_due(self, standing, sign):
        """Return base lines of what stands of this line.

        :param standing: None where nothing changed it
        :param sign: -1 where the line lowers what is due
        """
        if standing is None:
            return self._note_prepare_whole_due(sign)
        lines, known = [], set()
        for terms, quantity in standing.layers:
            known.add(terms.taxes)
            if ratio := self._note_get_ratio(terms, standing):
                at = terms._replace(price=terms.price * ratio)
                net = self.currency_id.round(self._note_get_net(at, quantity) * sign)
                lines.append(self._note_prepare_base_line(at, sign * quantity))
                lines += self._note_prepare_special_due(at, net)
        for taxes, net in standing.nets.items():
            if taxes not in known and self._note_is_amount(net, standing):
                lines.append(self._note_prepare_loose_due(taxes, sign * net))
        return lines

    def _note_prepare_whole_due(self, sign):
        """Return base lines of this line as it is."""
        terms, net = self._note_get_own_terms(), sign * self.price_subtotal
        if self.correction_mode == "amount" or not self.quantity:
            return [self._note_prepare_loose_due(terms.taxes, net)]
        special = self._note_prepare_special_due(terms, net)
        if sign < 0 and not special and not self.tax_ids._note_has_per_piece():
            # It names no line: its amount is given back as one off all of them
            return [self._note_prepare_loose_due(terms.taxes, net)]
        base = self._note_prepare_base_line(terms, sign * abs(self.quantity))
        if self.extra_tax_data:
            self._note_keep_tax_data(base, sign)
        return [base, *special]

    def _note_is_amount(self, net, standing):
        """Tell whether money without a piece is more than rounding left behind."""
        return abs(net) > self.currency_id.rounding * (standing.entries + 0.5)

    def _note_keep_tax_data(self, base, sign):
        """Let a base line have the amounts that were given to this line."""
        engine, data = self.env["account.tax"], self.extra_tax_data
        if sign < 0:
            data = engine._reverse_quantity_base_line_extra_tax_data(data)
        found = engine._import_base_line_extra_tax_data(base, data)
        if str(found.get("computation_key")).startswith(CENTS):
            del found["computation_key"]
        base.update(found)

    def _note_prepare_loose_due(self, taxes, net):
        """Return a base line for money that stands without a piece."""
        found = self.env["account.tax"].browse(taxes)._note_without_fixed()
        base = self._note_prepare_amount_line(found, net)
        base["_note_key"] = (self.account_id.id, tuple(sorted(found.ids)))
        return base

    def _note_prepare_special_due(self, terms, net):
        """Return base lines that lower the taxes: early discount, private part."""
        part = 1 - self.move_id._note_get_taxed_part()
        kind = "early_payment"
        if self.deductible_amount != 100 and self.move_id.is_purchase_document():
            part, kind = 1 - self.deductible_amount / 100, "non_deductible"
        if not part:
            return []
        taxes = self.env["account.tax"].browse(terms.taxes)
        found = taxes.filtered(lambda tax: not tax._note_is_per_piece())
        if not found:
            return []
        lower = -self.currency_id.round(net * part)
        return [self._note_prepare_amount_line(found, lower, special_type=kind)]

    def _note_prepare_amount_line(self, taxes, net, **values):
        """Return a base line for an amount before taxes."""
        base = self._note_prepare_base_line(
            Terms(net, 0.0, tuple(taxes.ids)),
            1.0,
            quantity=1.0,
            special_mode="total_excluded",
            **values,
        )
        if not base["special_type"]:
            base["_note_formula_rates"] = self._note_get_formula_rates(taxes)
        return base
