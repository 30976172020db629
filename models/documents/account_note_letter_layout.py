from odoo import Command, api, fields, models

# The columns of a new layout, in their order
USUAL_COLUMNS = ("date", "original", "settled", "applied", "open")


class AccountNoteLetterLayout(models.Model):
    """How the table of a letter of applied credit notes looks."""

    _name = "account.note.letter.layout"
    _inherit = "account.note.kept.words"
    _description = "Layout of Credit Notes Letters"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", help="Leave it empty to share the layout with all companies."
    )
    grouping = fields.Selection(
        [("invoice", "By invoice"), ("note", "By credit note")],
        required=True,
        default="invoice",
        help="By invoice, each one is followed by the notes that were applied to it; "
        "by credit note, each one is followed by the invoices it settled.",
    )
    column_ids = fields.One2many(
        "account.note.letter.column",
        "layout_id",
        string="Columns",
        copy=True,
        default=lambda self: self._prepare_usual_columns(),
    )

    def copy_data(self, default=None):
        """Name a copy as what it is."""
        return [
            {**vals, "name": self.env._("%s (copy)", layout.name)}
            for layout, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def action_preview(self):
        """Return the action that shows a letter in this layout, with made-up figures.

        :rtype: dict
        """
        self.ensure_one()
        return self.env["account.note.letter"]._preview_sample(
            self.company_id or self.env.company, self
        )

    @api.model
    def _prepare_usual_columns(self):
        return [
            Command.create({"column": column, "sequence": place})
            for place, column in enumerate(USUAL_COLUMNS)
        ]

    @api.model
    def _get_layout_of(self, company):
        """Return the layout that letters of a company have unless another is chosen."""
        return company.sudo().note_letter_layout_id.sudo(False) or self.search(
            [("company_id", "in", [company.id, False])], limit=1
        )
