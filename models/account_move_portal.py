from odoo import api, models


class AccountMove(models.Model):
    """Which notes people outside of the company see.

    Record rules hold for those who log in. A token passes them by, so whatever takes
    a token asks here.
    """

    _inherit = "account.move"

    def _is_hidden_from(self, user):
        """Tell whether the company keeps this note from a user until it is final."""
        self.ensure_one()
        move = self.sudo()
        return (
            user.share
            and move.company_id.note_portal == "final"
            and move._is_note()
            and not move.finalized_on
        )

    @api.model
    def _get_thread_with_access(self, thread_id, **kwargs):
        thread = super()._get_thread_with_access(thread_id, **kwargs)
        if thread and thread._is_hidden_from(self.env.user):
            return self.browse()
        return thread
