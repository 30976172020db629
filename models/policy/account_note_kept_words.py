from odoo import api, models

from ..payload import ensure_vals


class AccountNoteKeptWords(models.AbstractModel):
    """What people write here is kept, and refused in words where it cannot be."""

    _name = "account.note.kept.words"
    _description = "Words that are Kept"

    @api.model_create_multi
    def create(self, vals_list):
        ensure_vals(self.env, vals_list)
        return super().create(vals_list)

    def write(self, vals):
        ensure_vals(self.env, [vals])
        return super().write(vals)
