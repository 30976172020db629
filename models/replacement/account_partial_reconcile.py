from odoo import models


class AccountPartialReconcile(models.Model):
    """The documents of both ends of a match."""

    _inherit = "account.partial.reconcile"

    def _note_get_moves(self):
        return (self.debit_move_id | self.credit_move_id).move_id
