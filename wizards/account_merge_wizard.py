from odoo import models
from odoo.fields import Domain


class AccountMergeWizard(models.TransientModel):
    """Final documents of merged accounts stay provably what they were."""

    _inherit = "account.merge.wizard"

    def _action_merge(self, accounts):
        merged = Domain("line_ids.account_id", "in", accounts.ids)
        with self.env["account.move"]._note_keeping_seals(merged):
            return super()._action_merge(accounts)
