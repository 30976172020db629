from odoo import api, models


class AccountMove(models.Model):
    """The form of a final document offers nothing that would be refused."""

    _inherit = "account.move"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form" and arch.xpath("//field[@name='is_finalized']"):
            # Fields of other addons as well: what is not open is closed
            for node in arch.xpath("//field[not(ancestor::field)]"):
                field = self._fields.get(node.get("name"))
                if field and field.name not in self._get_open_fields():
                    self._close_when_final(node, field)
        return arch, view

    def _close_when_final(self, node, field):
        readonly = node.get("readonly") or str(bool(field.readonly))
        if readonly not in ("1", "True", "true"):
            node.set("readonly", f"({readonly}) or is_finalized")
