from odoo import models


class AccountMoveLine(models.Model):
    """Which open items each of several credits may settle."""

    _inherit = "account.move.line"

    def _get_applicable(self, items):
        """Return which items each of these credits may settle.

        Items and credits of the same kind are judged once, so the work grows with
        their number, not with that of the pairs.

        :return: frozensets of ids of items, by id of a credit
        """
        kinds = items.grouped(lambda item: item._get_application_facts()).values()
        verdicts, allowed = {}, {}
        for credit in self:
            kind = (credit._get_application_facts(), credit.journal_id)
            if kind not in verdicts:
                verdicts[kind] = frozenset(
                    item.id
                    for alike in kinds
                    if not credit._get_application_refusals(alike[0])
                    for item in alike
                )
            allowed[credit.id] = verdicts[kind]
        return allowed
