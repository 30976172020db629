from odoo import fields, models


class AccountNoteReason(models.Model):
    _inherit = "account.note.reason"

    kind = fields.Selection(
        selection_add=[("delay", "Late Delivery"), ("other",)],
        ondelete={"delay": "set default"},
    )
