from odoo import models
from odoo.exceptions import UserError

from ...tools.errors import with_code
from ...tools.money import from_steps, to_steps
from ...tools.standing import Terms


class AccountMoveLine(models.Model):
    """Amounts taken off single lines, or charged on them: no piece moves.

    An amount has the taxes of what stands there.
    """

    _inherit = "account.move.line"

    def _note_get_nets_after(self, standing, commands, sign):
        """Return the money that stands of this line after some others, by taxes.

        :param sign: of the others: -1 in a credit note
        """
        nets, turned = dict(standing.nets), self._note_get_sign()
        for _command, _id, vals in commands:
            if vals.get("origin_line_id") != self.id:
                continue
            terms = Terms.of(
                vals["price_unit"], vals.get("discount") or 0.0, vals["tax_ids"][0][2]
            )
            net = self._note_get_net(terms, turned * vals["quantity"])
            nets[terms.taxes] = nets.get(terms.taxes, 0.0) + sign * net
        return nets

    def _note_get_taxes_of_allowance(self, standing, correction):
        """Return the ids of the taxes of pieces from which an amount is taken."""
        if self.id in correction.taxes:
            return tuple(sorted(correction.taxes[self.id]))
        layer = standing.find(correction.layers.get(self.id))
        return (layer.terms if layer else self._note_get_own_terms()).taxes

    def _note_prepare_allowance(self, taxes, net, correction):
        """Return the values of the line of a note over the amount of this line.

        :param taxes: ids of those that stand
        :param net: what stands at these taxes
        :raises UserError: where less is left, naming the line and the way out
        """
        move, step = self.move_id, self.currency_id.rounding
        amount = correction.amounts[self.id]
        if not amount > 0:
            self._note_refuse_amount(amount)
        lasting = self.env["account.tax"].browse(taxes)._note_without_fixed().ids
        steps = to_steps(amount, step)
        part = move._note_get_weights(self, lasting, to_steps(net, step))
        whole = part["net"] if correction.is_untaxed else sum(part.values())
        if correction.side == "credit" and steps > whole:
            self._note_refuse_allowance(amount, max(from_steps(whole, step), 0.0))
        vals = self._note_price_allowance(amount, lasting, correction.is_untaxed, part)
        return {
            **vals,
            "name": self._note_name_allowance(correction.side),
            "origin_line_id": self.id,
            "sequence": self.sequence,
        }

    def _note_price_allowance(self, amount, taxes, is_untaxed, part=None):
        """Return the values of an amount with some taxes, as of a goodwill.

        :param part: what stands by net and taxes: the amount is divided likewise
        """
        move = self.move_id
        steps = to_steps(amount, self.currency_id.rounding)
        if not part or sum(part.values()) <= 0:
            part = move._note_get_weights(self, taxes, steps)
        own = move._note_divide(steps, part, is_untaxed)
        return move._note_prepare_amount(self, taxes, own, is_untaxed)

    def _note_name_allowance(self, side):
        env = self.move_id._note_get_partner_env()
        is_credit = side == "credit"
        word = env._("Allowance") if is_credit else env._("Additional charge")
        return "\n".join(filter(None, [self.name, word]))

    def _note_refuse_amount(self, amount):
        text = self.env._(
            "%(document)s, %(line)s: %(amount)s is not a valid amount for a line. "
            "Enter an amount above zero.",
            document=self.move_id.name,
            line=self._note_get_short_name(),
            amount=amount,
        )
        raise with_code(UserError(text), "wrong_amount")

    def _note_refuse_allowance(self, amount, remaining):
        text = self.env._(
            "%(document)s, %(line)s: %(amount)s cannot be credited: only %(left)s "
            "remains of this line. Enter at most that.",
            document=self.move_id.name,
            line=self._note_get_short_name(),
            amount=self.move_id._note_format_amount(amount),
            left=self.move_id._note_format_amount(remaining),
        )
        raise with_code(UserError(text), "over_credited")
