from odoo import fields, models


class AccountNoteUnapplyLine(models.TransientModel):
    """An application in the window *Unapply*."""

    _name = "account.note.unapply.line"
    _description = "Application to Take Back"
    _order = "id"

    wizard_id = fields.Many2one(
        "account.note.unapply", required=True, index=True, ondelete="cascade"
    )
    application_id = fields.Many2one(
        "account.note.application", required=True, ondelete="cascade"
    )
    is_chosen = fields.Boolean(string="Unapply", default=True)
    # With the rights of the user: a row names what its user may read anyway
    date = fields.Date(related="application_id.date", related_sudo=False)
    credit_name = fields.Char(
        related="application_id.credit_name", string="Credit", related_sudo=False
    )
    item_name = fields.Char(
        related="application_id.item_name", string="Applied to", related_sudo=False
    )
    installment = fields.Char(
        related="application_id.installment", string="Instalment", related_sudo=False
    )
    user_id = fields.Many2one(related="application_id.user_id", related_sudo=False)
    amount = fields.Monetary(related="application_id.amount", related_sudo=False)
    currency_id = fields.Many2one(
        related="application_id.currency_id", related_sudo=False
    )
    reason = fields.Char(
        related="application_id.reason", string="Reason then", related_sudo=False
    )
