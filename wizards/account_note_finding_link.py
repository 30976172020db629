from odoo import api, models
from odoo.fields import Domain

from ..tools import matching
from ..tools.matching import CREDIT_TYPES

# Other doors than ours may settle between partners and companies; between currencies
# too, unless the company wants one rate
ALWAYS_JUDGED = {"partner", "company", "doubtful"}
JUDGED_BY_RATE = {"currency", "rate"}

# What a link is judged by, see _prepare_matching_document
FACTS = (
    "move_type",
    "company_id",
    "commercial_partner_id",
    "currency_id",
    "invoice_date",
    "date",
    "state",
)


class AccountNoteFinding(models.TransientModel):
    """Notes that correct, or settle, what they should not."""

    _inherit = "account.note.finding"

    @api.model
    def _find_origin(self):
        domain = Domain("state", "=", "posted") & (
            Domain("move_type", "in", CREDIT_TYPES)
            | Domain("reversed_entry_id", "!=", False)
            | Domain("debit_origin_id", "!=", False)
        )
        domain &= Domain("move_type", "!=", "entry")
        for notes in self._iter_documents(domain):
            self._read_origins(notes)
            for note in notes:
                facts = note._prepare_matching_document()
                for origin in note.sudo()._get_origins():
                    for code in matching.refusals(
                        facts, origin._prepare_matching_document(), posting=True
                    ):
                        yield {"move": note, "other": origin, "code": code}

    def _read_origins(self, notes):
        """Read what these notes correct, all at once instead of one by one."""
        notes = notes.sudo()
        origins = notes.reversed_entry_id | notes.debit_origin_id
        (origins | notes.invoice_line_ids.origin_move_id).fetch(FACTS)

    def _describe_origin(self):
        return self.move_id._get_refusal_text(self.code, self.other_move_id.sudo())

    @api.model
    def _find_application(self):
        domain = Domain("state", "=", "posted") & Domain(
            "move_type", "in", CREDIT_TYPES
        )
        domain &= Domain("line_ids.matched_debit_ids", "!=", False) | Domain(
            "line_ids.matched_credit_ids", "!=", False
        )
        for notes in self._iter_documents(domain):
            for credit, item in self._iter_applied(notes):
                for code in self._get_judged_codes(credit).intersection(
                    credit._get_application_refusals(item)
                ):
                    yield {
                        "move": credit.move_id,
                        "line": credit,
                        "other": item.move_id,
                        "other_line": item,
                        "code": code,
                    }

    def _iter_applied(self, notes):
        """Yield (line of a credit note, line of an invoice) that were matched."""
        lines = notes.line_ids.sudo()
        sides = ("debit_move_id", "credit_move_id")
        for partial in lines.matched_debit_ids | lines.matched_credit_ids:
            for near, far in (sides, sides[::-1]):
                credit, item = partial[near], partial[far]
                if credit in lines and item.move_id.is_invoice(include_receipts=True):
                    yield credit, item

    def _get_judged_codes(self, credit):
        policy = credit.journal_id._note_policy()
        return ALWAYS_JUDGED | (
            JUDGED_BY_RATE if policy.apply_rate == "same" else set()
        )

    def _describe_application(self):
        return self.line_id._get_application_refusal_text(
            self.code, self.other_line_id.sudo()
        )

    @api.model
    def _find_draft_settled(self):
        domain = Domain("state", "!=", "posted") & (
            Domain("line_ids.matched_debit_ids", "!=", False)
            | Domain("line_ids.matched_credit_ids", "!=", False)
        )
        for moves in self._iter_documents(domain):
            for note in moves.filtered("is_note"):
                yield {"move": note}

    def _describe_draft_settled(self):
        return self.env._(
            "%(note)s is not posted, and still matched with other documents, which "
            "seem to be settled. Take the match back there, or post the note.",
            note=self.move_id.display_name,
        )
