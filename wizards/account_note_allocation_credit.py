from odoo import api, fields, models


class AccountNoteAllocationCredit(models.TransientModel):
    """An open credit in the window *Apply Credits*."""

    _name = "account.note.allocation.credit"
    _inherit = "account.note.allocation.row"
    _description = "Credit to Apply"

    wizard_id = fields.Many2one(
        "account.note.allocation", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    date = fields.Date(related="line_id.date", related_sudo=False)
    origin_names = fields.Char(
        string="Corrects",
        compute="_compute_origin_names",
        help="The documents that the note corrects, empty for goodwill.",
    )
    amount = fields.Monetary(
        string="To Use",
        help="How much of the credit may be used. Nothing is used at 0.00.",
    )
    after_amount = fields.Monetary(
        string="Left After", help="What stays open of the credit."
    )

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, line_id)", "A credit can be chosen only once."
    )

    @api.depends("line_id")
    def _compute_origin_names(self):
        for row in self:
            move = row.move_id
            names = move._get_origins().mapped("display_name")
            row.origin_names = ", ".join(names) or move.external_origin_number

    @api.depends("open_amount", "wizard_id.shares")
    def _compute_after_amount(self):
        for row in self:
            line_id = row.line_id._origin.id
            shares = row.wizard_id.shares or []
            used = sum(amount for credit, _item, amount in shares if credit == line_id)
            row.after_amount = row.open_amount - used

    def write(self, vals):
        result = super().write(vals)
        self.wizard_id._follow({"credit_ids"} if "amount" in vals else set())
        return result
