from odoo import models

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


class IrModelFields(models.Model):
    """Uninstalling takes away no field of another module."""

    _inherit = "ir.model.fields"

    def _prepare_update(self):
        # Bank transactions show the fields of their entry. Where such a field depends
        # on one of ours, core takes it for a copy of ours and removes it as well
        result = super()._prepare_update()
        if not self.env.context.get(MODULE_UNINSTALL_FLAG):
            return result
        return result - (result - self)._owned_by_installed_modules()

    def _owned_by_installed_modules(self):
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
