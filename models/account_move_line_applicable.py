from collections import defaultdict

from odoo import models


class AccountMoveLine(models.Model):
    """Which open items each of several credits may settle."""

    _inherit = "account.move.line"

    def _get_applicable(self, items):
        """Return which items each of these credits may settle.

        Items and credits of the same kind are judged once and each partner apart, so
        the work grows with their number, not with that of the pairs.

        :return: frozensets of ids of items, by id of a credit
        """
        kinds = defaultdict(list)
        for facts, alike in items.grouped(
            lambda item: item._get_application_facts()
        ).items():
            kinds[facts.partner].append(alike)
        verdicts, allowed = {}, {}
        for credit in self:
            facts = credit._get_application_facts()
            kind = (facts, credit.journal_id)
            if kind not in verdicts:
                verdicts[kind] = frozenset(
                    item.id
                    for alike in kinds[facts.partner]
                    if not credit._get_application_refusals(alike[0])
                    for item in alike
                )
            allowed[credit.id] = verdicts[kind]
        return allowed

    def _group_by_fitting_items(self, items):
        """Return [(items, credits of these that may settle exactly them)].

        Credits that can settle none of the items are left out.
        """
        groups = defaultdict(self.browse)
        for credit_id, item_ids in self._get_applicable(items).items():
            if item_ids:
                groups[item_ids] |= self.browse(credit_id)
        return [
            (items.filtered(lambda item, ids=ids: item.id in ids), credits)
            for ids, credits in groups.items()
        ]
