from odoo import api, models
from odoo.fields import Domain

from ..tools import matching
from ..tools.matching import CREDIT_TYPES

# Other doors than ours may settle between partners and companies; between currencies
# too, unless the company wants one rate
ALWAYS_JUDGED = {"partner", "company", "doubtful"}
JUDGED_BY_RATE = {"currency", "rate"}


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
            for note in notes:
                facts = note._prepare_matching_document()
                for origin in note.sudo()._get_origins():
                    for code in matching.refusals(
                        facts, origin._prepare_matching_document(), posting=True
                    ):
                        yield {"move": note, "other": origin, "code": code}

    def _describe_origin(self):
        return self.move_id._get_refusal_text(self.code, self.other_move_id.sudo())

    @api.model
    def _find_application(self):
        lines = self.env["account.move.line"]
        domain = Domain("parent_state", "=", "posted") & Domain(
            "company_id", "in", self.env.companies.ids
        )
        domain &= Domain("move_type", "in", CREDIT_TYPES) & (
            Domain("matched_debit_ids", "!=", False)
            | Domain("matched_credit_ids", "!=", False)
        )
        for credit in lines.search(domain, order="id"):
            policy = credit.journal_id._note_policy()
            judged = set(ALWAYS_JUDGED)
            if policy.apply_rate == "same":
                judged |= JUDGED_BY_RATE
            for item in self._get_settled_items(credit):
                for code in judged.intersection(credit._get_application_refusals(item)):
                    yield {
                        "move": credit.move_id,
                        "line": credit,
                        "other": item.move_id,
                        "other_line": item,
                        "code": code,
                    }

    def _get_settled_items(self, credit):
        """Return the lines of invoices that a line of a credit note settles."""
        settled = (
            credit.matched_debit_ids.debit_move_id
            | credit.matched_credit_ids.credit_move_id
        )
        return settled.sudo().filtered(
            lambda line: line.move_id.is_invoice(include_receipts=True)
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
