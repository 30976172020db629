from collections import defaultdict

from odoo import Command, models


class AccountMove(models.Model):
    """What was taken off an invoice beyond what it charged by itself.

    An amount off an invoice may be more than that, for its debit notes add to it. These
    have less to give back then, as far as the invoice has nothing left at these taxes.
    """

    _inherit = "account.move"

    def _note_prepare_surplus_back(self):
        """Return commands for what was taken off the invoice of this debit note, and
        stands in no money but that of this one."""
        commands = []
        for sequence, (line, surplus) in enumerate(self._note_find_surplus(), 9200):
            vals = line._note_prepare_amount_back(-surplus, 1)
            commands.append(Command.create({**vals, "sequence": sequence}))
        return commands

    def _note_find_surplus(self):
        """Return pairs of a line that took an amount off, and of the part meant."""
        found = []
        for family in self._note_get_families()[self] if self.debit_origin_id else ():
            amounts = family.head._note_find_amounts()
            if not amounts:
                continue
            own = self._note_prepare_family(
                self, self._note_get_family_parts()[self], None
            ).get_goods()
            goods = family.get_goods() | own
            mine, standing = self._note_sum_pools(own), self._note_sum_pools(goods)
            slack = self.currency_id.rounding * (len(goods) + 0.5)
            # What the invoice has left at these taxes, wherever, pays for it first
            beyond = defaultdict(float)
            for sums, sign in ((mine, 1), (standing, -1)):
                for (_place, taxes), net in sums.items():
                    beyond[taxes] += sign * net
            for line in amounts:
                pool = line._note_get_pool(line.tax_ids.ids)
                surplus = mine.pop(pool, 0.0) - standing.get(pool, 0.0)
                surplus = min(surplus, beyond[pool[1]])
                if surplus > slack:
                    found.append((line, self.currency_id.round(surplus)))
                    beyond[pool[1]] -= surplus
        return found

    def _note_sum_pools(self, lines):
        """Return what lines book before taxes, as this document counts, by pool."""
        pools = lines.grouped(lambda line: line._note_get_pool(line.tax_ids.ids))
        return {
            pool: self.direction_sign * sum(found.mapped("amount_currency"))
            for pool, found in pools.items()
        }

    def _note_are_outweighed(self, base_lines):
        """Tell whether pieces and amounts off them come to nothing, at each of their
        taxes: then nothing is due on what stands."""
        sums = defaultdict(float)
        for line in base_lines:
            details = line["tax_details"]
            sums[line["account_id"].id, line["tax_ids"]] += (
                details["total_excluded_currency"]
                + details["delta_total_excluded_currency"]
            )
        slack = self.currency_id.rounding * (len(base_lines) + 0.5)
        return all(abs(net) < slack for net in sums.values())
