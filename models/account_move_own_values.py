from odoo import models


class AccountMove(models.Model):
    """What belongs to the corrected document alone, and lands on no copy of it."""

    _inherit = "account.move"

    def _reverse_moves(self, default_values_list=None, cancel=False):
        values_list = default_values_list or [{} for _move in self]
        # Cut-off entries defer the invoice; its note would point to them as well
        values_list = [
            {"adjusting_entries_move_ids": False, **values} for values in values_list
        ]
        return super()._reverse_moves(values_list, cancel)

    def _prepare_own_values(self):
        """Return values that empty what a copy may not take over.

        The expected total of quick encoding is that of the copied document: a
        copy that is changed before it is posted would be refused for it.
        """
        return {"adjusting_entries_move_ids": False, "quick_edit_total_amount": 0.0}
