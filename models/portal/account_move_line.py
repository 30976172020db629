from odoo import models

from .account_move import BY_ADDON, is_kept_back


class AccountMoveLine(models.Model):
    """What was credited, and by which note, is not for people outside."""

    _inherit = "account.move.line"

    def _has_field_access(self, field, operation):
        if field._modules[:1] == BY_ADDON and is_kept_back(self.env, field):
            return False
        return super()._has_field_access(field, operation)
