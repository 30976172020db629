from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Correction of taxes: the net stays, the tax changes.

    The wrong tax is taken back on the whole net that is left, and the right one
    is put on the same net, so that both boxes of the tax report are right.
    """

    _inherit = "account.move"

    def _prepare_correction_tax(self, correction):
        lines = self._get_correctable_lines().filtered(
            lambda line: line.id in correction.taxes
        )
        credited = lines._get_credited()
        taxes = self.env["account.tax"]
        values = {}
        for line in lines:
            wrong = line._get_taxes_left()
            right = taxes.browse(correction.taxes[line.id])
            net = line.price_subtotal - credited[line.id].subtotal
            if right != wrong and not line.currency_id.is_zero(net):
                sign = 1 if correction.side == "credit" else -1
                values[line.id] = [
                    line._prepare_tax_line(wrong, sign * net),
                    line._prepare_tax_line(right, -sign * net),
                ]
        commands = self._prepare_kept_lines(values)
        self._check_tax_direction(commands, correction.side)
        return commands

    def _check_tax_direction(self, commands, side):
        """Check that the taxes change in the direction of the note.

        :raises UserError: naming the document, the amount and the way out
        """
        total = self._get_note_totals(commands, side).get("total_amount_currency", 0.0)
        if self.currency_id.compare_amounts(total, 0.0) < 0:
            texts = {
                "credit": self.env._(
                    "%(document)s: the right taxes are %(amount)s higher than those "
                    "invoiced. Create a debit note for them.",
                    document=self.name,
                    amount=self._format_amount(-total),
                ),
                "debit": self.env._(
                    "%(document)s: the right taxes are %(amount)s lower than those "
                    "invoiced. Create a credit note for them.",
                    document=self.name,
                    amount=self._format_amount(-total),
                ),
            }
            raise UserError(texts[side])


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _get_taxes_left(self):
        """Return the taxes of what is left of this line, corrected ones included."""
        charged_anew = self.refund_line_ids.filtered(
            lambda line: (
                line.correction_mode == "tax"
                and line.parent_state == "posted"
                and (line.quantity < 0) == line._is_on_credit_note()
            )
        ).sorted("id")
        return charged_anew[-1:].tax_ids if charged_anew else self.tax_ids

    def _prepare_tax_line(self, taxes, net):
        """Return the values of a line with some taxes on a net amount.

        :param float net: below zero for what is charged anew on a credit note
        """
        move = self.move_id
        gross = taxes.with_context(force_price_include=False).compute_all(
            abs(net), currency=self.currency_id, partner=move.partner_id
        )
        has_included = any(taxes.flatten_taxes_hierarchy().mapped("price_include"))
        lang = move.partner_id.lang or self.env.lang
        label = ", ".join(taxes.with_context(lang=lang).mapped("name"))
        return self._prepare_difference_line(
            quantity=1 if net > 0 else -1,
            # A price with taxes included is split again by the engine: it has to
            # bear the tax for the net to come out
            price_unit=gross["total_included"] if has_included else abs(net),
            discount=0.0,
            tax_ids=[(6, 0, taxes.ids)],
            name="\n".join(filter(None, [self.name, label])),
            correction_mode="tax",
        )
