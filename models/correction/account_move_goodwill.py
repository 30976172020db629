from collections import defaultdict

from odoo import models

from ...tools.money import to_steps
from ...tools.standing import Terms


class AccountMove(models.Model):
    """An amount besides other changes of one note, off what stands after them."""

    _inherit = "account.move"

    def _note_prepare_goodwill(self, correction, commands):
        """Return commands for an amount off what stands after some other lines.

        :param commands: the lines of the note beside it
        """
        self._note_check_correction_amount(correction)
        amount = self._note_get_amount(correction)
        if correction.side == "credit" and not correction.amount:
            key = correction.total_key
            made = self._note_preview_commands(commands, correction.side)[key]
            remaining = self._note_preview_all()[key] - made
            amount = self.currency_id.round(remaining * correction.percent / 100)
        places = self._note_get_places()
        if correction.side == "credit":
            places = self._note_get_places_after(places, commands)
        if not amount:
            # A part of nothing: all that stood comes back beside it
            return []
        if not places:
            self._note_refuse_without_net(amount)
        return self._note_distribute_exactly(amount, places, correction)

    def _note_get_places_after(self, places, commands):
        """Return places and what stands there once some lines took theirs off."""
        taken, step = defaultdict(float), self.currency_id.rounding
        lines = {key: line for key, (line, _steps) in places.items()}
        for _command, _id, vals in commands:
            line = self.env["account.move.line"].browse(vals.get("origin_line_id"))
            if not line or vals.get("display_type", "product") != "product":
                continue
            taxes = vals["tax_ids"][0][2]
            terms = Terms.of(vals["price_unit"], vals.get("discount") or 0.0, taxes)
            turned = line._note_get_sign()
            net = line._note_get_net(terms, turned * vals["quantity"])
            pool = line._note_get_pool(taxes)
            # What is charged anew may stand at taxes that were on no line before
            lines.setdefault(pool, line)
            taken[pool] += net
        after = {}
        for key, line in lines.items():
            stood = places[key][1] if key in places else 0
            remaining = stood - to_steps(self.currency_id.round(taken[key]), step)
            if remaining:
                after[key] = line, remaining
        return after if sum(steps for _line, steps in after.values()) else {}
