from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    note_guard = fields.Selection(
        selection=[
            ("off", "Do nothing"),
            ("warn", "Warn"),
            ("block", "Refuse to post"),
        ],
        string="Credit above the Invoice",
        required=True,
        default="block",
        help="What happens when credit notes exceed what was invoiced.",
    )
    note_reason_required = fields.Boolean(
        string="Reason Required",
        help="Credit and debit notes cannot be posted without a reason.",
    )
    note_rate = fields.Selection(
        selection=[
            ("origin", "Rate of the corrected document"),
            ("date", "Rate of the note's date"),
        ],
        string="Exchange Rate of Notes",
        required=True,
        default="origin",
        help="With the rate of the corrected document, settling it leaves no "
        "exchange difference.",
    )
    note_payment_transfer = fields.Selection(
        selection=[
            ("always", "Always"),
            ("ask", "Ask"),
            ("never", "Never"),
        ],
        string="Payments move to the Replacement",
        required=True,
        default="ask",
        help="Reverse and Create Invoice releases the payments of the original. "
        "They can settle the invoice that replaces it once that is posted.",
    )

    note_net_of_tax_text = fields.Text(
        string="Sentence on Notes Net of Tax",
        translate=True,
        help="Printed on notes that do not correct the VAT, in the language of the "
        "partner. Leave it empty to print the sentence of the addon.",
    )

    def _get_note_settings(self):
        """Return this company's layer of :class:`tools.policy.Policy`."""
        self.ensure_one()
        return {
            "guard": self.note_guard,
            "reason_required": self.note_reason_required,
            "rate": self.note_rate,
            "payment_transfer": self.note_payment_transfer,
        }
