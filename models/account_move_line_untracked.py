from odoo import api, models

# Only this very object counts in the context: a client can send True, never it
_UNTRACKED = object()


class AccountMoveLine(models.Model):
    """Writing what is not tracked describes no fields for the history.

    Core asks for the description of the tracked fields among those written. Where there
    is none it gets that of all fields, which takes a fifth of making a note, and uses
    none of it.
    """

    _inherit = "account.move.line"

    def write(self, vals):
        fields = (self._fields.get(name) for name in vals)
        if any(getattr(field, "tracking", None) for field in fields):
            return super().write(vals)
        untracked = self.with_context(note_untracked=_UNTRACKED)
        return super(AccountMoveLine, untracked).write(vals)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        is_untracked = self.env.context.get("note_untracked") is _UNTRACKED
        if is_untracked and allfields is not None and not allfields:
            return {}
        return super().fields_get(allfields, attributes)
