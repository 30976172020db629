from odoo import fields, models


class AccountDebitNoteLine(models.TransientModel):
    """One line of a document on which more is charged."""

    _name = "account.debit.note.line"
    _inherit = "account.note.line.mixin"
    _description = "Line to Debit"
    _note_sign = -1

    wizard_id = fields.Many2one(
        "account.debit.note", required=True, ondelete="cascade", index=True
    )
    quantity = fields.Float(
        string="To Charge",
        digits="Product Unit",
        help="How much of the line is charged in addition by this debit note.",
    )
    subtotal = fields.Monetary(
        compute="_compute_subtotal",
        help="What is charged on the line. Taxes are in it where its price "
        "includes them.",
    )

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, move_line_id)",
        "A line of the document can be chosen only once.",
    )
