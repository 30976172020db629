from odoo import api, models

from ..models.payload import get_chosen_ids


class AccountResequenceWizard(models.TransientModel):
    """Numbers that follow a document are not put into another order."""

    _inherit = "account.resequence.wizard"

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if "move_ids" in values:
            ids = get_chosen_ids(self.env, "account.move")
            self.env["account.move"].browse(ids)._note_check_resequencing()
        return values

    @api.constrains("move_ids")
    def _note_check_numbered_after_documents(self):
        # Every resequencing passes here, and none has to come from the window
        for wizard in self:
            wizard.move_ids._note_check_resequencing()
