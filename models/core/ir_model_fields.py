from odoo import models

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


class IrModelFields(models.Model):
    """Uninstalling takes away no field of another module."""

    _inherit = "ir.model.fields"

    def _prepare_update(self):
        # core: uninstalling removes fields of other modules that are inherited by
        # `_inherits` and depend on one of ours, those of bank transactions
        # (`_prepare_update`, since odoo/odoo#25854), delete when it leaves what another
        # module owns
        result = super()._prepare_update()
        if not self.env.context.get(MODULE_UNINSTALL_FLAG):
            return result
        return result - (result - self)._note_owned_by_installed_modules()

    def _note_owned_by_installed_modules(self):
        owners = self.env["ir.model.data"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        )
        modules = self.env["ir.module.module"].search(
            [("name", "in", owners.mapped("module")), ("state", "=", "installed")]
        )
        names = set(modules.mapped("name"))
        return self.browse(
            owners.filtered(lambda owner: owner.module in names).mapped("res_id")
        )
