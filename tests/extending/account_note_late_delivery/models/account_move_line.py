from odoo import api, fields, models


class AccountMoveLine(models.Model):
    """A link by which a line finds what it corrects; a rule on applying credits."""

    _inherit = "account.move.line"

    replaced_line_id = fields.Many2one("account.move.line", copy=False)
    shelf = fields.Char(copy=False)

    def _get_flow_lines(self):
        return super()._get_flow_lines() | self.sudo().replaced_line_id

    def _get_application_refusals(self, item):
        codes = super()._get_application_refusals(item)
        return [*codes, "disputed"] if item.move_id.is_disputed else codes

    def _apply_refusal_disputed(self, _item, names):
        return self.env._(
            "%(credit)s cannot be applied to %(item)s, which is before a court.",
            **names,
        )

    @api.model
    def _get_open_line_fields(self):
        return super()._get_open_line_fields() | {"shelf"}
