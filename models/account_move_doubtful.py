from odoo import fields, models


class AccountMove(models.Model):
    """Documents whose payment is doubtful."""

    _inherit = "account.move"

    is_doubtful = fields.Boolean(
        string="Doubtful",
        copy=False,
        tracking=True,
        help="It is doubtful whether this document will be paid. A doubtful credit "
        "note is applied to doubtful documents only.",
    )
