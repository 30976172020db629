from odoo import models


class AccountMove(models.Model):
    """A block on printed notes."""

    _inherit = "account.move"

    def _prepare_note_print(self):
        blocks = super()._prepare_note_print()
        return {**blocks, "days_late": self.days_late} if blocks else blocks
