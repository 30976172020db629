from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every
from odoo.tools.translate import LazyTranslate

from ..tools.origin_rules import CREDIT_TYPES

_lt = LazyTranslate(__name__)

# How many documents are judged at a time: their fields fit into memory
CHUNK = 1000
# What a note, or what was done with it, can break; each has a method that finds it
RULES = [
    ("over_credited", "Credited above the Invoice"),
    ("line_over_credited", "Line Credited too Far"),
    ("origin", "Wrong Corrected Document"),
    ("application", "Applied against the Rules"),
    ("draft_settled", "Draft that Settles Something"),
    ("broken_seal", "Final Note that was Changed"),
    ("gap", "Gap in the Numbers"),
    ("early_date", "Dated before its Invoice"),
    ("over_quantity", "More Units than Invoiced"),
    ("without_origin", "Without an Invoice"),
    ("without_reason", "Without a Reason"),
]
# What a finding says, and what to do, where document and amount are all there is to it;
# other rules have a method
SENTENCES = {
    "over_credited": _lt(
        "%(invoice)s is credited with %(amount)s more than was invoiced and "
        "debited. Reset a credit note to draft, issue a debit note, or have the "
        "excess accepted."
    ),
    "draft_settled": _lt(
        "%(note)s is not posted, and still matched with other documents, which "
        "seem to be settled. Unreconcile it there, or post the note."
    ),
    "broken_seal": _lt(
        "%(note)s was finalized, and does not say any more what it said then. "
        "Somebody changed it past Odoo: compare it with the printed document."
    ),
    "gap": _lt(
        "The number before %(note)s is missing in %(journal)s: a document was "
        "deleted or numbered by hand. Resequence the notes, or explain the gap in "
        "your books."
    ),
    "without_origin": _lt(
        "%(note)s names no invoice that it corrects. If it corrects one, reset it "
        "to draft and enter it; if not, a reason such as Goodwill says so."
    ),
    "without_reason": _lt(
        "%(note)s has no reason of the catalogue. Choose one on the note, or press "
        "Set Reason for many notes at once."
    ),
}
# What may well be as it should be
HINTS = ("early_date", "over_quantity", "without_origin", "without_reason")
# What makes a finding; two that agree in it are the same
IDENTITY = [
    "rule",
    "severity",
    "code",
    "move_id",
    "company_id",
    "date",
    "partner_id",
    "line_id",
    "other_move_id",
    "other_line_id",
    "amount",
]
POSTED_CREDITS = Domain("state", "=", "posted") & Domain(
    "move_type", "in", CREDIT_TYPES
)
# Kinds of reasons for which no invoice is corrected
WITHOUT_ORIGIN = ("goodwill", "rebate")


class AccountNoteFinding(models.TransientModel):
    """Something in the books that breaks a rule of credit and debit notes.

    Found in all posted documents of the chosen companies, whatever made them, those
    from before the installation too. A finding is a picture of that moment: run the
    audit again to see what became of it. The rules here are about a note by itself.

    A rule ``x`` is an entry of ``RULES``: the method ``_find_x`` yields values of
    findings, and what one says stands in ``SENTENCES`` or is returned by
    ``_describe_x``. Another addon adds both methods, and a ``selection_add``.
    """

    _name = "account.note.finding"
    _description = "Finding of the Credit & Debit Note Audit"
    _order = "severity, rule, date desc, id"
    _rec_name = "move_id"

    rule = fields.Selection(RULES, required=True, readonly=True)
    code = fields.Char(readonly=True, help="What exactly of the rule is broken.")
    severity = fields.Selection(
        [("1_broken", "Breaks a rule"), ("2_hint", "To complete")],
        required=True,
        readonly=True,
        help="Notes with an early date, for more units than invoiced, without an "
        "invoice or without a reason may be right: have a look.",
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
            finding.text = finding._get_sentence()

    def _get_sentence(self):
        """Return what is wrong, and what to do."""
        if self.rule not in SENTENCES:
            return getattr(self, f"_describe_{self.rule}")()
        document = self.move_id.display_name
        sentence = self.env._(SENTENCES[self.rule])
        return sentence % {
            "note": document,
            "invoice": document,
            "journal": self.move_id.journal_id.display_name,
            "amount": self.currency_id.format(self.amount),
        }

    @api.model
    def action_audit(self):
        """Look through all notes of the chosen companies, and list what is wrong.

        Of earlier findings of the caller, those stay that still hold.

        :return: an action that lists the findings
        :rtype: dict
        """
        self.check_access("read")
        self.env["account.note.audit"]._remember(self._audit())
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

    def action_set_reason(self):
        """Return the window that gives the notes of these findings a reason.

        :rtype: dict
        """
        self.check_access("read")
        return self.env["account.note.reason.choice"]._open_for(self.move_id)

    @api.model
    def _get_rules(self):
        """Return (rule, whether it is a hint) of all rules, in their order."""
        rules = self._fields["rule"].get_values(self.env)
        return [(rule, rule in HINTS) for rule in rules]

    @api.model
    def _audit(self):
        """Return the findings of all rules, for the companies of the user.

        Those that the user has already stay as they are, others go.
        """
        # Readers create no records; these are made for them
        findings = self.sudo()
        earlier, kept, made = findings._get_earlier(), [], findings.browse()
        for rule, _label in self._fields["rule"]._description_selection(self.env):
            for found in split_every(CHUNK, getattr(self, f"_find_{rule}")()):
                new = []
                for vals in (self._prepare_finding(rule, each) for each in found):
                    key = tuple(vals[name] or False for name in IDENTITY)
                    known = earlier.pop(key, None)
                    (kept if known else new).append(known or vals)
                made |= findings.create(new)
        findings.browse(earlier.values()).unlink()
        return (findings.browse(kept) | made).sudo(self.env.su)

    @api.model
    def _get_earlier(self):
        """Return the ids of the findings of the user, by what makes each of them."""
        mine = self.search([("create_uid", "=", self.env.uid)])
        return {
            tuple(vals[name] for name in IDENTITY): vals["id"]
            for vals in mine.read(IDENTITY, load=None)
        }

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

    @api.model
    def _find_broken_seal(self):
        for notes in self._iter_documents(Domain("finalized_on", "!=", False)):
            for note in notes:
                if not note._note_is_finalization_intact():
                    yield {"move": note}

    @api.model
    def _find_gap(self):
        domain = Domain("made_sequence_gap", "=", True) & Domain("state", "=", "posted")
        for moves in self._iter_documents(domain):
            for note in moves.filtered("is_note"):
                yield {"move": note}

    @api.model
    def _find_without_origin(self):
        domain = POSTED_CREDITS & Domain("external_origin_number", "=", False)
        domain &= Domain("origin_move_ids", "=", False)
        for notes in self._iter_documents(domain):
            for note in notes:
                if note.note_reason_kind not in WITHOUT_ORIGIN:
                    yield {"move": note}

    @api.model
    def _find_without_reason(self):
        domain = Domain("state", "=", "posted") & Domain("note_reason_id", "=", False)
        domain &= Domain("move_type", "in", CREDIT_TYPES) | Domain(
            "debit_origin_id", "!=", False
        )
        for notes in self._iter_documents(domain):
            for note in notes:
                yield {"move": note}
