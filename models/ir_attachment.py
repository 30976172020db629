from odoo import api, models
from odoo.exceptions import UserError

from .account_move_finalization_lock import _get_changes
from .account_note_chosen import check_named

# What makes a file this file of this document
FILE_FIELDS = {
    "raw",
    "datas",
    "db_datas",
    "store_fname",
    "url",
    "type",
    "res_model",
    "res_id",
    "res_field",
}


class IrAttachment(models.Model):
    """Files that a final document had, and its printed one, stay what they are.

    Others may be added and removed: letters, receipts, what a customer sends.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        check_named(self.env, vals_list)
        for vals in vals_list:
            self._refuse_second_file(vals)
        return super().create(vals_list)

    def write(self, vals):
        check_named(self.env, [vals])
        if FILE_FIELDS & vals.keys():
            changing = self.sudo().filtered(
                lambda file: FILE_FIELDS & _get_changes(file, vals)
            )
            changing._unlink_except_final_file()
            for file in changing:
                target = {name: file[name] for name in FILE_FIELDS if "res_" in name}
                self._refuse_second_file({**target, **vals})
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_final_file(self):
        documents = self.filtered(
            lambda file: file.res_model == "account.move" and file.res_id
        )
        ids = documents.mapped("res_id")
        moves = self.env["account.move"].sudo().browse(ids).exists().grouped("id")
        for file in documents:
            move = moves.get(file.res_id)
            if move and move.finalized_on and file._is_part_of(move):
                raise UserError(
                    self.env._(
                        "%(document)s is finalized: its file %(file)s can neither be "
                        "changed nor removed. Add another file beside it.",
                        document=move.display_name,
                        file=file.name,
                    )
                )

    def _is_part_of(self, move):
        """Tell whether the file is the document's own, or was there at the time."""
        return bool(self.res_field) or self.create_date <= move.finalized_on

    def _refuse_second_file(self, vals):
        """Refuse a file that would take the place of one of a final document."""
        name = vals.get("res_field")
        if name and vals.get("res_model") == "account.move" and vals.get("res_id"):
            move = self.env["account.move"].sudo().browse(vals["res_id"]).exists()
            first = [("res_model", "=", "account.move"), ("res_field", "=", name)]
            if move.finalized_on and self.sudo().search_count(
                [*first, ("res_id", "=", move.id)], limit=1
            ):
                move._refuse_final_change({name}, move)
