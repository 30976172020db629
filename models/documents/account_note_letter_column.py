from odoo import api, fields, models


class AccountNoteLetterColumn(models.Model):
    """A column of the table; the number of the document always comes first."""

    _name = "account.note.letter.column"
    _inherit = "account.note.kept.words"
    _description = "Column of Credit Notes Letters"
    _order = "sequence, id"
    _rec_name = "column"

    layout_id = fields.Many2one(
        "account.note.letter.layout", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    column = fields.Selection(
        selection="_get_columns",
        required=True,
    )
    heading = fields.Char(
        translate=True, help="Printed in place of the name of the column."
    )

    _column_once = models.Constraint(
        'UNIQUE(layout_id, "column")', "A layout has each column only once."
    )

    @api.model
    def _get_columns(self):
        headings = {
            "date": self.env._("Date"),
            "due_date": self.env._("Due Date"),
            "reference": self.env._("Reference"),
            "installment": self.env._("Instalment"),
            "reason": self.env._("Reason"),
            "applied_on": self.env._("Applied on"),
            "original": self.env._("Amount"),
            "settled": self.env._("Settled Otherwise"),
            "applied": self.env._("Applied"),
            "open": self.env._("Open"),
        }
        return list(headings.items())
