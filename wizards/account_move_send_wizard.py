from odoo import models


class AccountMoveSendWizard(models.TransientModel):
    _inherit = "account.move.send.wizard"

    def _update_preferred_settings(self):
        # Core would print all documents of the partner by the report of this note
        if self.move_id._is_note():
            return None
        return super()._update_preferred_settings()
