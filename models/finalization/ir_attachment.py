from collections.abc import Iterator

from odoo import api, models
from odoo.exceptions import UserError

from ..payload import ensure_vals, get_changes
from .uninstallation import is_clearing

# What makes a file this file of this document
FILE_FIELDS = {
    "raw",
    "datas",
    "db_datas",
    "store_fname",
    "url",
    "type",
    "name",
    "mimetype",
    "res_model",
    "res_id",
    "res_field",
}


class IrAttachment(models.Model):
    """Files that a final document had, and its printed one, stay what they are.

    Others may be added and removed: letters, receipts, what a customer sends.
    """

    _inherit = "ir.attachment"

    # At uninstallation too, for a client can send the key that says so
    @api.ondelete(at_uninstall=True)
    def _unlink_except_note_final_file(self):
        if is_clearing(self.env):
            return
        documents = self.sudo()._note_of_documents()
        final = documents._note_get_final_documents()
        for file in documents if final else ():
            move = final.get(file.res_id)
            if move and file._note_is_part_of(move):
                raise UserError(
                    self.env._(
                        "%(document)s is finalized: its file %(file)s can neither be "
                        "changed nor removed. Add another file beside it.",
                        document=move.display_name,
                        file=file.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if isinstance(vals_list, Iterator):
            # Core reads it once, here it is read before
            vals_list = list(vals_list)
        ensure_vals(self.env, vals_list)
        # Whose file it becomes, a context may say as well
        defaults = self.default_get(["res_model", "res_id", "res_field"])
        for vals in vals_list:
            self._note_check_second_file({**defaults, **vals})
        return super().create(vals_list)

    def write(self, vals):
        ensure_vals(self.env, [vals])
        if FILE_FIELDS & vals.keys():
            changing = (
                self.sudo()
                ._note_of_documents(vals.get("res_model"))
                .filtered(lambda file: FILE_FIELDS & get_changes(file, vals))
            )
            changing._unlink_except_note_final_file()
            for file in changing:
                target = {name: file[name] for name in FILE_FIELDS if "res_" in name}
                self._note_check_second_file({**target, **vals})
        return super().write(vals)

    def _note_of_documents(self, future_model=None):
        """Return the files of accounting documents, or what becomes one: each once."""
        model = "account.move"
        if future_model == model:
            return self.union()
        return self.union().filtered(lambda file: file.res_model == model)

    def _note_get_final_documents(self):
        """Return the final ones among the documents of these files, by their ids."""
        ids = set(filter(None, self.mapped("res_id")))
        moves = self.env["account.move"].sudo().browse(ids).exists()
        return {move.id: move for move in moves if move.finalized_on}

    def _note_is_part_of(self, move):
        """Tell whether the file is the document's own, or was there at the time."""
        made_on = self.create_date
        return bool(self.res_field) or bool(made_on and made_on <= move.finalized_on)

    def _note_check_second_file(self, vals):
        """Check that no file takes the place of one of a final document."""
        name = vals.get("res_field")
        if name and vals.get("res_model") == "account.move" and vals.get("res_id"):
            move = self.env["account.move"].sudo().browse(vals["res_id"]).exists()
            first = [("res_model", "=", "account.move"), ("res_field", "=", name)]
            if move.finalized_on and self.sudo().search_count(
                [*first, ("res_id", "=", move.id)], limit=1
            ):
                move._note_check_final_change({name}, move)
