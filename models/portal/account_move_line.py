from odoo import models

from .account_move import _is_kept_back


class AccountMoveLine(models.Model):
    """What was credited, and by which note, is not for people outside."""

    _inherit = "account.move.line"

    def _has_field_access(self, field, operation):
        if _is_kept_back(field) and not self.env.su and self.env.user.share:
            return False
        return super()._has_field_access(field, operation)
