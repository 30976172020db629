from odoo import fields, models


class ResCompany(models.Model):
    """What is printed on credit and debit notes."""

    _inherit = "res.company"

    note_print_origins = fields.Boolean(
        string="Corrected Documents",
        default=True,
        help="Number and date of every corrected document, the amount of each where "
        "there are several, and the exchange rate that was taken over.",
    )
    note_print_reason = fields.Boolean(
        string="Reason", default=True, help="Why the note is issued."
    )
    note_print_line_origins = fields.Boolean(
        string="Corrected Lines",
        default=True,
        help="Below each line, the invoice and line it corrects: on notes over a part "
        "of an invoice, and over several invoices.",
    )
    note_print_words = fields.Boolean(
        string="Amount in Words",
        default=True,
        help="The total in words, in the language of the partner.",
    )
    note_print_applications = fields.Boolean(
        string="Use of the Credit",
        default=True,
        help="What the credit was applied to, and what is left of it.",
    )
    note_print_legal = fields.Boolean(
        string="Legal Sentences",
        default=True,
        help="The sentences below, and those of reasons. The sentence on notes net of "
        "tax is required by law and always printed.",
    )
    note_credit_text = fields.Text(
        string="Sentence on Credit Notes",
        translate=True,
        help="Printed on credit notes to customers, in the language of the partner.",
    )
    note_debit_text = fields.Text(
        string="Sentence on Debit Notes",
        translate=True,
        help="Printed on debit notes to customers, in the language of the partner.",
    )
