from odoo import api, models

from ..core.foreseen import get_foreseen
from ..payload import ensure_vals
from . import figures


class AccountMoveLine(models.Model):
    """The order of everything that happens to a line.

    No other class of this addon overrides these methods of core's, but for a cure of
    core's speed in the package ``core``.
    """

    _inherit = "account.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        if not get_foreseen(self.env):
            # Otherwise they came with their documents, and were checked there
            ensure_vals(self.env, vals_list)
        self._note_check_targets_not_final(vals_list)
        self._note_check_origins_of_new(vals_list)
        lines = super().create(vals_list)
        figures.forget(lines.move_id)
        lines.move_id._note_keep_authors(("line_ids",))
        return lines

    def write(self, vals):
        ensure_vals(self.env, [vals])
        if self._note_take_flags(vals):
            return True
        self._note_check_sealed(vals)
        self._note_check_origins_settled(vals)
        lines = self._note_skip_untracked(vals)
        # Core may delete lines of taxes and terms that are written here
        moves = self.move_id
        result = super(AccountMoveLine, lines).write(vals)
        if "move_id" in vals and vals["move_id"] not in moves.ids:
            moves |= self.exists().move_id
        figures.forget(moves)
        if vals.keys() - self._get_open_line_fields():
            moves._note_keep_authors(("line_ids",))
        return result

    def unlink(self):
        self.move_id._note_keep_authors(("line_ids",))
        figures.forget(self.move_id)
        return super().unlink()

    def _copy_data_extend_business_fields(self, values):
        result = super()._copy_data_extend_business_fields(values)
        self._note_link_copy(values)
        self._note_leave_sides(values)
        return result
