from odoo import models


class AccountMove(models.Model):
    """No early discount is granted where credits are about to be applied."""

    _inherit = "account.move"

    def _is_eligible_for_early_payment_discount(self, currency, reference_date):
        # Core grants no discount once anything is matched with the document
        used = self.line_ids._note_get_planned_use()
        if used and not used.keys().isdisjoint(self.line_ids.ids):
            return False
        return super()._is_eligible_for_early_payment_discount(currency, reference_date)
