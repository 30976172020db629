from odoo import api, fields, models


class ResCompany(models.Model):
    """Settings of notes: what is refused, applied, printed and kept."""

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
    note_refuse_early_date = fields.Boolean(
        string="Refuse Early Dates",
        help="Credit and debit notes dated before what they correct cannot be posted. "
        "Otherwise they are posted, and say so.",
    )
    note_rate = fields.Selection(
        selection=[
            ("origin", "Rate of the corrected document"),
            ("date", "Rate of the note's date"),
        ],
        string="Exchange Rate of Credit & Debit Notes",
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
        string="Sentence on Credit Notes Net of Tax",
        translate=True,
        help="Printed on notes that do not correct the VAT, in the language of the "
        "partner. Leave it empty to print the sentence of the addon.",
    )
    note_apply_rate = fields.Selection(
        selection=[
            ("any", "Any rate, with an exchange difference"),
            ("same", "Same rate only"),
        ],
        string="Exchange Rate of Applications",
        required=True,
        default="any",
        help="Whether a credit note may be applied to a document with another "
        "exchange rate.",
    )
    note_apply_strategy = fields.Selection(
        selection="_get_note_strategies",
        string="Credits Settle First",
        required=True,
        default="origins",
        help="How the amounts are proposed when credits are applied.",
    )
    note_apply_on_posting = fields.Boolean(
        string="Apply on Posting",
        default=True,
        help="A credit note settles the document it corrects as soon as it is posted.",
    )
    note_tolerance = fields.Monetary(
        string="Small Remainder",
        help="What stays open up to this amount can be written off while a credit is "
        "applied.",
    )
    note_tolerance_account_id = fields.Many2one(
        "account.account",
        string="Account for Small Remainders",
        check_company=True,
        ondelete="restrict",
    )
    note_payment_ticked = fields.Boolean(
        string="Use Open Credits when Paying",
        default=True,
        help="The payment window proposes to apply the open credits first.",
    )
    note_offer_credits = fields.Boolean(
        string="Offer Open Credits on Confirmation",
        help="Anyone who confirms an invoice of a partner with open credit notes is "
        "asked whether to apply them.",
    )
    note_auto_apply = fields.Boolean(
        string="Apply Credits Automatically",
        help="A scheduled action applies open credits.",
    )
    note_auto_apply_days = fields.Integer(
        string="Credits Older than",
        help="Days since the date of the credit note, before it is applied "
        "automatically.",
    )
    note_finalize_on_posting = fields.Boolean(
        string="Finalize on Posting",
        help="Credit and debit notes are final as soon as they are posted. That cannot "
        "be undone.",
    )
    note_portal = fields.Selection(
        selection=[
            ("posted", "Every posted note"),
            ("final", "Finalized notes only"),
        ],
        string="Credit & Debit Notes on the Portal",
        required=True,
        default="posted",
        help="Which credit and debit notes customers and vendors see on the portal.",
    )
    note_approval_threshold = fields.Monetary(
        string="Approval of Credit & Debit Notes above",
        help="Credit and debit notes with a larger total are posted only after "
        "somebody else approved them. At 0.00 none needs approval, unless its reason "
        "asks for it.",
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
    note_request_days = fields.Integer(
        string="Keep API Answers",
        default=30,
        help="Days for which an API request that is sent again with the same key gets "
        "the answer of then; 0 keeps answers for ever.",
    )
    note_batch_days = fields.Integer(
        string="Keep Finished Batches",
        default=400,
        help="Days for which a finished batch stays, with why documents failed; 0 "
        "keeps it for ever. Notes are never deleted.",
    )

    _note_days_positive = models.Constraint(
        "CHECK(note_request_days >= 0 AND note_batch_days >= 0)",
        "The days for which something is kept cannot be below zero.",
    )
    _note_approval_threshold_positive = models.Constraint(
        "CHECK(note_approval_threshold >= 0)",
        "The amount above which notes need approval cannot be below zero.",
    )

    @api.model
    def _get_note_strategies(self):
        """Return the strategies of applying credits, with their names.

        Another addon that adds one to :mod:`tools.allocation` names it here.
        """
        names = {
            "origins": self.env._("Corrected invoice first, then oldest due"),
            "oldest": self.env._("Oldest due"),
            "newest": self.env._("Newest due"),
            "smallest": self.env._("Smallest"),
            "largest": self.env._("Largest"),
            "prorata": self.env._("Pro rata"),
            "exact": self.env._("Exact match only"),
        }
        return list(names.items())

    def _get_note_settings(self):
        """Return this company's layer of :class:`tools.policy.Policy`."""
        self.ensure_one()
        return {
            "guard": self.note_guard,
            "reason_required": self.note_reason_required,
            "refuse_early_date": self.note_refuse_early_date,
            "rate": self.note_rate,
            "payment_transfer": self.note_payment_transfer,
            "apply_rate": self.note_apply_rate,
            "apply_strategy": self.note_apply_strategy,
            "apply_on_posting": self.note_apply_on_posting,
        }
