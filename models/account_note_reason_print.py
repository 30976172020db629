from odoo import fields, models


class AccountNoteReason(models.Model):
    _inherit = "account.note.reason"

    legal_text = fields.Text(
        string="Legal Sentence",
        translate=True,
        help="Printed on notes to customers with this reason, in the language of the "
        "partner, in place of the company's sentence.",
    )
