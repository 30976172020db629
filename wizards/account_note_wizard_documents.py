from odoo import api, models
from odoo.exceptions import UserError

from ..models.account_note_chosen import get_chosen_ids


class AccountNoteWizardMixin(models.AbstractModel):
    """The documents handed over to a window, by a person or by a program."""

    _inherit = "account.note.wizard.mixin"

    @api.model
    def default_get(self, fields):
        context = self.env.context
        is_list = context.get("active_model") == "account.move"
        if is_list and not get_chosen_ids(self.env, "account.move"):
            if "move_ids" in fields and not context.get("default_move_ids"):
                self._refuse_no_document()
            # Core reads active_ids without looking whether they are there
            self = self.with_context(active_model=None)
        return super().default_get(fields)

    def _refuse_no_document(self):
        raise UserError(
            self.env._(
                "No document is chosen. Select the documents to correct, or hand "
                "their ids over as active_ids."
            )
        )
