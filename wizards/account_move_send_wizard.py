from odoo import api, models


class AccountMoveSendWizard(models.TransientModel):
    """Notes to vendors go out by e-mail alone, with the report of notes."""

    _inherit = "account.move.send.wizard"

    @api.depends("move_id")
    def _compute_sending_method_checkboxes(self):
        result = super()._compute_sending_method_checkboxes()
        for wizard in self.filtered(lambda wizard: wizard.move_id._is_note_to_vendor()):
            wizard.sending_method_checkboxes = {
                method: box
                for method, box in wizard.sending_method_checkboxes.items()
                if method == "email"
            }
        return result

    def _update_preferred_settings(self):
        # core: prints all documents of a partner by the report that was chosen for one
        # note (19.0), delete when it keeps reports by kind of document
        if self.move_id._is_note():
            return None
        return super()._update_preferred_settings()
