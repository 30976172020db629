from odoo import fields, models


class ResCompany(models.Model):
    """What letters and statements say around their tables."""

    _inherit = "res.company"

    note_letter_layout_id = fields.Many2one(
        "account.note.letter.layout",
        string="Layout of Letters",
        ondelete="set null",
        check_company=True,
        help="What the table of a credit notes letter looks like, unless another "
        "layout is chosen.",
    )
    note_letter_opening = fields.Html(
        string="Opening of Letters",
        translate=True,
        help="Stands above the table of a credit notes letter.",
    )
    note_letter_closing = fields.Html(
        string="Closing of Letters",
        translate=True,
        help="Stands below the table of a credit notes letter.",
    )
    note_statement_opening = fields.Html(
        string="Opening of Statements",
        translate=True,
        help="Stands above the table of a statement of open items.",
    )
    note_statement_closing = fields.Html(
        string="Closing of Statements",
        translate=True,
        help="Stands below the table of a statement of open items.",
    )
    note_letter_signature = fields.Html(
        string="Signature of Letters",
        translate=True,
        help="Ends letters and statements.",
    )
