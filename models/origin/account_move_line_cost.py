from odoo import models


class AccountMoveLine(models.Model):
    """Goods that came back cost what their own moves say.

    ``stock_account`` takes the cost of a note from the document in its head, and from
    the moves of the order where the head is empty. A head that was only found, by the
    lines of an order, does not change that choice.
    """

    _inherit = "account.move.line"

    def _get_cogs_value(self):
        # A method of stock_account's: nobody calls it where that is not installed
        if not self._note_has_own_cost():
            return super()._get_cogs_value()
        with self.move_id._note_hiding_head():
            return super()._get_cogs_value()

    def _note_has_own_cost(self):
        """Tell whether moves of an order say the cost, and nobody chose a document.

        Without moves the cost of the document is better than that of today.
        """
        is_found = self.move_id._note_has_found_head()
        return is_found and "done" in self._get_stock_moves().mapped("state")
