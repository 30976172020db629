from odoo import api, models

from ...tools.sentinel import OURS, is_ours

# What core remembers of lines that it keeps in step, in memory alone
FLAGS = {"epd_dirty", "discount_allocation_dirty"}


class AccountMoveLine(models.Model):
    """Writing what is not tracked describes no fields, writing no change does nothing.

    Core asks for the description of the tracked fields among those written. Where there
    is none it gets that of all fields, which takes a fifth of making a note, and uses
    none of it.
    """

    _inherit = "account.move.line"

    # core: `account.move.line.write` describes all fields where none that is tracked is
    # written: `fields_get([])` (19.0), delete when it asks for none
    @api.model
    def fields_get(self, allfields=None, attributes=None):
        is_untracked = is_ours(self.env.context, "note_untracked")
        if is_untracked and allfields is not None and not allfields:
            return {}
        return super().fields_get(allfields, attributes)

    def _note_skip_untracked(self, vals):
        """Return these lines in a context in which no tracked field is described."""
        fields = (self._fields.get(name) for name in vals)
        if any(getattr(field, "tracking", None) for field in fields):
            return self
        return self.with_context(note_untracked=OURS)

    # core: keeps lines in step by writing flags that are never stored, with all that
    # hangs on a write, and marks every line as changed by it (`_sync_dynamic_line`,
    # 19.0), delete when it sets them in memory
    def _note_take_flags(self, vals):
        """Take flags that are in memory alone; tell whether there is nothing else.

        The partner that core gives all lines of a new document is one, where they have
        it already.
        """
        if vals and vals.keys() <= FLAGS:
            self.env["account.move"]._note_set_flags(self, vals)
            return True
        if vals.keys() != {"partner_id"} or not self._note_is_in_step():
            return False
        return all(line.partner_id.id == vals["partner_id"] for line in self)

    def _note_is_in_step(self):
        """Tell whether core keeps lines in step just now."""
        stack = self.env.cr.cache.get("account_disable_recursion_stack", {})
        return bool(stack.get("skip_invoice_sync"))
