from collections import defaultdict

from odoo import Command, models
from odoo.exceptions import UserError

from ...tools.correction import Correction
from ...tools.distribute import distribute
from ...tools.errors import with_code
from ...tools.money import from_steps, to_steps

# How often an amount is put right where core rounds what comes of it once more
ROUNDS = 3


class AccountMove(models.Model):
    """Correction by an amount, spread over what stands, exact to the cent.

    A place is an account with its deductible part and analytic distribution, and a
    set of taxes. Taxes of a fixed amount a piece are no part of it: they go with
    their pieces.
    """

    _inherit = "account.move"

    def _prepare_correction_amount(self, correction):
        self._note_check_correction_amount(correction)
        amount = self._note_get_amount(correction)
        if self._note_is_all_that_stands(amount, correction):
            return self._prepare_correction_full(correction)
        if correction.is_net_of_tax:
            return self._note_prepare_net_amount(amount)
        places = self._note_get_places()
        if not places:
            self._note_refuse_without_net(amount)
        return self._note_distribute_exactly(amount, places, correction)

    def _note_get_amount(self, correction):
        """Return the amount that is asked for: a percentage is of the total."""
        if correction.amount:
            return self.currency_id.round(correction.amount)
        whole = self.amount_untaxed if correction.is_untaxed else self.amount_total
        return self.currency_id.round(whole * correction.percent / 100)

    def _note_is_all_that_stands(self, amount, correction):
        """Tell whether an amount is what a note over everything would come to.

        Percentages are rounded one by one; the last takes what remains.
        """
        if correction.side == "debit" or correction.is_net_of_tax:
            return False
        step = self.currency_id.rounding
        notes = len(self._get_earlier_credit_notes())
        slack = step * (notes + 1) if correction.percent else 0.0
        stands = self._note_preview_all()
        remaining = stands[correction.total_key]
        if not stands["total"] > 0:
            return False
        over = self.currency_id.round(amount - remaining)
        if correction.percent == 100:
            return over >= -step / 2
        return -step / 2 < over <= slack + step / 2

    def _note_preview_all(self):
        """Return what a note over everything that stands would come to."""
        if self._note_is_untouched():
            return {"total": self.amount_total, "untaxed": self.amount_untaxed}
        commands = self._prepare_correction_full(Correction())
        return self._note_preview_commands(commands, "credit")

    def _note_get_places(self):
        """Return what stands before taxes, in steps, by place and lasting taxes.

        :return: a dict of (line, steps) by (place, ids of taxes)
        """
        sums, lines = defaultdict(float), {}
        for line, taxes, net in self._note_iter_nets():
            lasting = self.env["account.tax"].browse(taxes)._note_without_fixed()
            key = (line._note_get_place(), tuple(sorted(lasting.ids)))
            sums[key] += net
            lines.setdefault(key, line)
        step = self.currency_id.rounding
        found = {key: (lines[key], to_steps(net, step)) for key, net in sums.items()}
        whole = sum(steps for _line, steps in found.values())
        return {key: row for key, row in found.items() if row[1]} if whole else {}

    def _note_iter_nets(self):
        """Yield (line, ids of taxes, net) of all that stands of this document."""
        for line, standing in (
            self._note_get_correctable_lines()._note_get_standing().items()
        ):
            for taxes, net in standing.nets.items():
                yield line, taxes, net
        for line, net in self._note_find_amounts().items():
            yield line, tuple(line.tax_ids.ids), net

    def _note_distribute_exactly(self, amount, places, correction):
        """Return commands whose note comes to an amount, to the cent."""
        step = self.currency_id.rounding
        wanted = to_steps(amount, step)
        asked, commands = wanted, []
        for _round in range(ROUNDS):
            commands = self._note_distribute(asked, places, correction.is_untaxed)
            made = self._note_preview_commands(commands, correction.side)
            total = made[correction.total_key]
            missing = wanted - to_steps(total, step)
            if not missing or self.invoice_cash_rounding_id:
                return commands
            asked += missing
        # A tax that a discount lowers may pass over a step: the net takes it
        return self._note_distribute(
            asked - missing, places, correction.is_untaxed, missing
        )

    def _note_distribute(self, steps, places, is_untaxed, more=0):
        """Return commands for some whole steps over the places.

        :param more: steps that the largest net takes beside them
        """
        parts = {
            key: self._note_get_weights(line, key[1], net)
            for key, (line, net) in places.items()
        }
        whole = {
            key: part["net"] if is_untaxed else sum(part.values())
            for key, part in parts.items()
        }
        distributed = distribute(steps, whole)
        largest = max(distributed, key=lambda key: abs(distributed[key]))
        commands = []
        for key, own in distributed.items():
            if not own:
                continue
            line, taxes = places[key][0], key[1]
            part = self._note_divide(own, parts[key], is_untaxed)
            part["net"] += more if key == largest else 0
            vals = self._note_prepare_amount(line, taxes, part, is_untaxed)
            for values in line._note_complete_amount(vals):
                sequence = 10 + len(commands)
                commands.append(Command.create({**values, "sequence": sequence}))
        return commands

    def _note_divide(self, steps, part, is_untaxed):
        """Return the steps of one place by net and tax.

        :param part: what stands there, in the same terms
        """
        if is_untaxed:
            return self._note_divide_net(steps, part)
        whole = sum(part.values())
        if not whole:
            return {"net": steps}
        return distribute(steps, part)

    def _note_divide_net(self, steps, part):
        """Return the steps of a net, and those of taxes that core would not compute.

        A formula would be asked about one piece at the price of the amount.
        """
        ids = [int(key) for key in part if key != "net"]
        if (
            not part["net"]
            or not self.env["account.tax"].browse(ids)._note_has_priced_formula()
        ):
            return {"net": steps}
        return {key: round(steps * own / part["net"]) for key, own in part.items()}

    def _note_get_weights(self, line, taxes, net):
        """Return the steps of a net and of the taxes on it, by their ids.

        A discount for early payment may lower the tax and leave the net alone.
        """
        step = self.currency_id.rounding
        base = line._note_prepare_amount_base(taxes, from_steps(net, step))
        part = self._note_get_taxed_part()
        weights = {"net": net}
        for data in base["tax_details"]["taxes_data"]:
            key = str(data["tax"].id)
            weights[key] = weights.get(key, 0) + to_steps(
                data["raw_tax_amount_currency"] * part, step
            )
        return weights

    def _note_get_taxed_part(self):
        """Return which part of the net is taxed: a discount may lower the tax alone."""
        term = self.invoice_payment_term_id
        is_lower = (
            term.early_discount and term.early_pay_discount_computation == "mixed"
        )
        return 1 - term.discount_percentage / 100 if is_lower else 1.0

    def _note_prepare_amount(self, line, taxes, part, is_untaxed):
        """Return the values of the line of a note for one place.

        :param part: steps by net and tax
        """
        net = from_steps(part["net"], self.currency_id.rounding)
        found = self.env["account.tax"].browse(taxes)
        amounts = self._note_get_manual_taxes(part)
        price = self.currency_id.round(
            line._note_price_with(net, found)
            if is_untaxed
            else net + found._note_sum_included(amounts)
        )
        return {
            "display_type": "product",
            "name": self._note_get_partner_env()._(
                "Correction of %(document)s", document=self.name
            ),
            "quantity": 1.0,
            "price_unit": price,
            "tax_ids": [Command.set(taxes)],
            "account_id": line.account_id.id,
            "analytic_distribution": line.analytic_distribution,
            "deductible_amount": line.deductible_amount,
            "extra_tax_data": line._note_prepare_tax_data(price, net, amounts),
            "correction_mode": "amount",
        }

    def _note_get_manual_taxes(self, part):
        """Return the amounts of taxes on a line, before a discount lowers them."""
        step, kept = self.currency_id.rounding, self._note_get_taxed_part()
        return {
            key: self.currency_id.round(from_steps(steps, step) / kept)
            for key, steps in part.items()
            if key != "net"
        }

    def _note_check_correction_amount(self, correction):
        if correction.amount < 0 or not 0 <= correction.percent <= 100:
            text = self.env._(
                "%(document)s cannot be corrected by %(amount)s or %(percent)s %%. "
                "Enter an amount above zero, or a percentage from 0 to 100.",
                document=self.name,
                amount=self._note_format_amount(correction.amount),
                percent=correction.percent,
            )
            raise with_code(UserError(text), "wrong_amount")
        if not correction.amount and not correction.percent:
            text = self.env._(
                "%(document)s: no amount is given. Enter an amount or a percentage.",
                document=self.name,
            )
            raise with_code(UserError(text), "no_amount")

    def _note_prepare_net_amount(self, amount):
        """Return commands for an amount without taxes, by account and distribution."""
        rounding = self.currency_id.rounding
        sums, lines = defaultdict(int), {}
        for (place, _taxes), (line, net) in self._note_get_places().items():
            sums[place] += net
            lines.setdefault(place, line)
        if not sum(sums.values()):
            self._note_refuse_without_net(amount)
        distributed = distribute(to_steps(amount, rounding), sums)
        return [
            Command.create(
                self._prepare_note_net_line(
                    lines[key], from_steps(steps, rounding), number
                )
            )
            for number, (key, steps) in enumerate(distributed.items(), start=10)
            if steps
        ]
