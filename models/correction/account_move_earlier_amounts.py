from collections import defaultdict

from odoo import Command, models
from odoo.fields import Domain

from ...tools.standing import Terms


class AccountMove(models.Model):
    """What was taken off as an amount before, and names no line.

    A place is an account with its deductible part and analytic distribution, and a
    set of taxes: there such amounts meet the pieces of lines.
    """

    _inherit = "account.move"

    def _note_take_amounts_along(self, commands, side):
        """Return commands for amounts that go with what some others correct.

        They count where pieces come back or become cheaper, and move to other taxes
        with pieces that do.

        :param commands: those of the corrected lines
        """
        amounts = self._note_find_amounts()
        if not amounts:
            return []
        sign = 1 if side == "credit" else -1
        taken, moved = self._note_sum_commands(commands, sign)
        if not any(taken.values()):
            return []
        parts = self._note_distribute_amounts(amounts, taken, is_last=not moved)
        found = self._note_prepare_amounts_back(sign, parts)
        for line, net in parts.items():
            pool = line._note_get_pool(line.tax_ids.ids)
            for taxes, part in moved[pool].items() if pool in moved else ():
                moving = self.currency_id.round(net * part / taken[pool])
                vals = line._note_prepare_amount_back(-moving, sign, taxes)
                found.append(Command.create({**vals, "sequence": 9500}))
        return found

    def _note_sum_commands(self, commands, sign):
        """Return what commands take from each place, and what of it moves.

        :return: nets by place, and by place and the ids of the taxes it moves to
        """
        by_line, taken = self._note_sum_by_line(commands, sign)
        moved = {}
        for line, nets in by_line.items():
            whole = line.price_subtotal
            back = {taxes: net for taxes, net in nets.items() if net * whole > 0}
            anew = {taxes: -net for taxes, net in nets.items() if taxes not in back}
            for taxes, net in back.items():
                pool = line._note_get_pool(taxes)
                taken[pool] += net
                for other, part in anew.items():
                    moving = part * net / sum(back.values())
                    target = moved.setdefault(pool, defaultdict(float))
                    target[other] += moving
        return taken, moved

    def _note_sum_by_line(self, commands, sign):
        """Return nets of pieces by line and taxes, and of other money by place."""
        by_line = defaultdict(lambda: defaultdict(float))
        loose = defaultdict(float)
        for _command, _id, vals in commands:
            line = self.env["account.move.line"].browse(vals.get("origin_line_id"))
            if not line or vals.get("display_type", "product") != "product":
                continue
            price, discount = vals["price_unit"], vals.get("discount") or 0.0
            terms = Terms.of(price, discount, vals["tax_ids"][0][2])
            turned = line._note_get_sign()
            net = sign * line._note_get_net(terms, turned * vals["quantity"])
            if vals.get("correction_mode") == "amount":
                loose[line._note_get_pool(terms.taxes)] += net
            else:
                by_line[line][terms.taxes] += net
        return by_line, loose

    def _note_distribute_amounts(self, amounts, taken, is_last):
        """Return what of the amounts taken off before belongs to what is taken now.

        All of it where the last pieces of a place come back, and a part where the
        money that stands there would not do for them; else pieces come back at their
        price.

        :param amounts: as of ``_note_find_amounts``
        :param taken: net by place
        :param is_last: whether what is taken is gone, and moves nowhere
        :return: a dict of money by line, as of ``_note_find_amounts``
        """
        there = defaultdict(float)
        lines = self._note_get_correctable_lines()
        for line, standing in lines._note_get_standing().items():
            for taxes, net in standing.nets.items():
                there[line._note_get_pool(taxes)] += net
        slack = self.currency_id.rounding * (len(lines) + 0.5)
        whole = {pool: abs(net - taken[pool]) < slack for pool, net in there.items()}
        is_all, parts = is_last and all(whole.values()), {}
        for line, net in amounts.items():
            pool = line._note_get_pool(line.tax_ids.ids)
            stands, part = there[pool], taken[pool]
            if is_all or (part and whole.get(pool)):
                parts[line] = net
            elif part and (stands + net - part) * stands < 0:
                parts[line] = self.currency_id.round(net * part / stands)
        return parts

    def _note_find_amounts(self, states=("posted",)):
        """Return lines of notes that took off, or gave back, an amount.

        :param states: states of the notes that count
        :return: a dict of lines by place and taxes, and of the money that stands
        """
        sums, lines = defaultdict(float), {}
        for line, net in self._note_iter_free_lines(states):
            terms = Terms.of(0.0, 0.0, line.tax_ids.ids, line.deductible_amount)
            key = (line._note_get_place(), terms.taxes)
            sums[key] += net
            lines.setdefault(key, line)
        return {
            lines[key]: net
            for key, net in sums.items()
            if not self.currency_id.is_zero(net)
        }

    def _note_iter_free_lines(self, states=("posted",)):
        """Yield (line, net) of notes on this document that name none of its lines.

        Lines of debit notes are documents of their own; ``net`` is below zero where
        something was taken off.
        """
        level, seen, kind = self, self, self._is_credit_note()
        known = self.line_ids
        while level:
            lines = (
                self.env["account.move.line"]
                .sudo()
                .search(
                    Domain("origin_move_id", "in", level.ids)
                    & Domain("parent_state", "in", states)
                    & Domain("display_type", "=", "product"),
                    order="id",
                )
            )
            if level == self:
                lines = lines.filtered(
                    lambda ln: ln._is_on_credit_note() != kind or ln._note_is_change()
                )
            else:
                lines = lines.filtered(lambda ln, of=known: ln._note_takes_back(of))
            known |= lines
            for line in lines.filtered(lambda ln: not ln._note_names_line_of(self)):
                sign = 1 if line._is_on_credit_note() == kind else -1
                yield line, sign * line.price_subtotal
            seen |= level
            level = lines.move_id - seen

    def _note_prepare_amounts_back(self, sign, amounts=None):
        """Return commands that take account of the amounts taken off before.

        :param amounts: those that count, all where nothing is said
        """
        commands = []
        amounts = self._note_find_amounts() if amounts is None else amounts
        for sequence, (line, net) in enumerate(amounts.items(), 9000):
            vals = line._note_prepare_amount_back(net, sign)
            commands.append(Command.create({**vals, "sequence": sequence}))
        return commands
