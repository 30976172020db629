from odoo import models


class AccountMoveLine(models.Model):
    """Pieces that were invoiced at nothing come back once."""

    _inherit = "account.move.line"

    def _note_is_free_return(self):
        """Tell whether this line takes back pieces that were invoiced at nothing."""
        origin = self.sudo().origin_line_id
        if not origin or not self.currency_id.is_zero(origin.price_subtotal):
            return False
        # Of a line of a credit note nobody counts what remains
        return origin._is_on_credit_note() or bool(origin.note_remaining_quantity)
