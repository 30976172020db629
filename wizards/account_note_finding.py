from odoo import api, fields, models
from odoo.tools import split_every

# How many documents are judged at a time: their fields fit into memory
CHUNK = 1000

# What a note, or what was done with it, can break; each has two methods, one that
# finds it and one that says it in words
RULES = [
    ("over_credited", "Credited above the Invoice"),
    ("line_over_credited", "Line Credited too Far"),
    ("origin", "Wrong Corrected Document"),
    ("application", "Applied against the Rules"),
    ("draft_settled", "Draft that Settles Something"),
    ("broken_seal", "Final Note that was Changed"),
    ("gap", "Gap in the Numbers"),
    ("without_origin", "Without an Invoice"),
    ("without_reason", "Without a Reason"),
]

# What may well be as it should be
HINTS = ("without_origin", "without_reason")


class AccountNoteFinding(models.TransientModel):
    """Something in the books that breaks a rule of credit and debit notes.

    Found in all posted documents of the chosen companies, whatever made them, those
    from before the installation too. A finding is a picture of that moment: run the
    audit again to see what became of it.

    A rule ``x`` is an entry of ``RULES`` with two methods: ``_find_x`` yields values
    of findings, ``_describe_x`` returns the sentence for one. Another addon adds both,
    and a ``selection_add``.
    """

    _name = "account.note.finding"
    _description = "Finding of the Note Audit"
    _order = "severity, rule, date desc, id"
    _rec_name = "move_id"

    rule = fields.Selection(RULES, required=True, readonly=True)
    code = fields.Char(readonly=True, help="What exactly of the rule is broken.")
    severity = fields.Selection(
        [("1_broken", "Breaks a rule"), ("2_hint", "To complete")],
        required=True,
        readonly=True,
        help="Notes without an invoice or a reason may be right: have a look.",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    move_id = fields.Many2one(
        "account.move",
        string="Document",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    date = fields.Date(readonly=True)
    partner_id = fields.Many2one("res.partner", readonly=True)
    line_id = fields.Many2one("account.move.line", readonly=True, ondelete="cascade")
    other_move_id = fields.Many2one(
        "account.move", string="Other Document", readonly=True, ondelete="cascade"
    )
    other_line_id = fields.Many2one(
        "account.move.line", readonly=True, ondelete="cascade"
    )
    amount = fields.Monetary(
        string="Too Much",
        readonly=True,
        help="What is credited above the invoice, in its currency.",
    )
    currency_id = fields.Many2one(related="move_id.currency_id")
    text = fields.Text(
        string="What is wrong, and what to do",
        compute="_compute_text",
        help="The finding in words.",
    )

    @api.depends("rule", "code")
    def _compute_text(self):
        for finding in self:
            finding.text = getattr(finding, f"_describe_{finding.rule}")()

    @api.model
    def action_audit(self):
        """Look through all notes of the chosen companies, and list what is wrong.

        Earlier findings of the caller are replaced.

        :return: an action that lists the findings
        :rtype: dict
        """
        self.check_access("read")
        self.sudo().search([("create_uid", "=", self.env.uid)]).unlink()
        self._audit()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "account_credit_debit_note.account_note_finding_action"
        )

    def action_open_document(self):
        """Open the document of this finding.

        :return: an action that shows its form
        """
        self.ensure_one()
        self.check_access("read")
        return self.move_id.get_formview_action()

    def action_open_other_document(self):
        """Open the other document of this finding: what is corrected, or settled.

        :return: an action that shows its form
        """
        self.ensure_one()
        self.check_access("read")
        return self.other_move_id.get_formview_action()

    @api.model
    def _audit(self):
        """Make and return the findings of all rules, for the companies of the user."""
        made = self.browse()
        for rule, _label in self._fields["rule"]._description_selection(self.env):
            for found in split_every(CHUNK, getattr(self, f"_find_{rule}")()):
                vals_list = [self._prepare_finding(rule, vals) for vals in found]
                # Readers create no records; these are made for them
                made |= self.sudo().create(vals_list).sudo(self.env.su)
        return made

    @api.model
    def _prepare_finding(self, rule, vals):
        move = vals["move"]
        return {
            "rule": rule,
            "severity": "2_hint" if rule in HINTS else "1_broken",
            "code": vals.get("code"),
            "move_id": move.id,
            "company_id": move.company_id.id,
            "date": move.invoice_date or move.date,
            "partner_id": move.commercial_partner_id.id,
            "line_id": vals.get("line", self.env["account.move.line"]).id,
            "other_move_id": vals.get("other", self.env["account.move"]).id,
            "other_line_id": vals.get("other_line", self.env["account.move.line"]).id,
            "amount": vals.get("amount", 0.0),
        }

    @api.model
    def _iter_documents(self, domain):
        """Yield the documents of the chosen companies, some at a time."""
        domain = fields.Domain(domain) & fields.Domain(
            "company_id", "in", self.env.companies.ids
        )
        moves = self.env["account.move"].search(domain, order="id")
        for ids in split_every(CHUNK, moves.ids):
            yield moves.browse(ids)
            # What was read of these is not read again
            self.env["account.move"].invalidate_model()
            self.env["account.move.line"].invalidate_model()
