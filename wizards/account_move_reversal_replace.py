from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.sentinel import OURS


class AccountMoveReversal(models.TransientModel):
    """Reverse and Create Invoice: the chain of documents, and their payments."""

    _inherit = "account.move.reversal"

    has_payments = fields.Boolean(compute="_compute_note_payments_question")
    payment_transfer = fields.Char(compute="_compute_note_payments_question")
    move_payments = fields.Boolean(
        default=True,
        help="Reverse and Create Invoice releases the payments of the original. "
        "They settle the new invoice once it is posted.",
    )

    after_posting = fields.Selection(
        selection=[
            ("keep", "Keep as credit"),
            ("refund", "Refund"),
            ("apply", "Apply to other invoices"),
        ],
        string="Money already paid",
        default="keep",
        required=True,
        help="What Create and Confirm does with what is left of the credit.",
    )

    @api.depends("move_ids", "journal_id")
    def _compute_note_payments_question(self):
        for wizard in self:
            policy = wizard.journal_id._note_policy() if wizard.journal_id else None
            wizard.payment_transfer = policy and policy.payment_transfer
            wizard.has_payments = any(
                move._note_get_payment_partials() or move._note_get_pending_payments()
                for move in wizard.move_ids._origin
            )

    def _note_ask_about_credit(self):
        """Return the window that refunds or applies what is left, False for neither."""
        remaining = self.new_move_ids.filtered(
            lambda note: (
                note.state == "posted"
                and not note.currency_id.is_zero(note.amount_residual)
            )
        )
        if self.after_posting == "keep" or not remaining:
            return False
        if self.after_posting == "refund":
            return remaining.action_register_payment()
        return remaining.action_apply_credits()

    def _note_replace(self):
        """Take the documents back and make new ones; return core's action."""
        self._note_check_replacement_date()
        before = {move: move._note_get_releasable() for move in self.move_ids}
        notes = self.move_ids.reversal_move_ids
        replacing = self.with_context(
            note_keep_origins=OURS,
            note_draft_without_approval=OURS,
            note_replacements=self.move_ids._note_gather_replacements(),
        )
        action = replacing._note_reverse_by_core(is_modify=True)
        chains = []
        for replacement in self.new_move_ids:
            original = replacement.replaced_move_id
            note = original.reversal_move_ids - notes
            if note.state == "draft" and note._needs_approval():
                replacement._await_note(note, self.move_payments)
                continue
            chains.append((original, note, replacement))
            replacement._note_store_released_by_original(
                before[original], self.move_payments
            )
        self.move_ids._note_log_replacements(chains)
        return action

    def _note_check_replacement_date(self):
        """Check that what settles a document can be released now.

        :raises UserError: naming the document, the date and the way out
        """
        self.ensure_one()
        if not self.date or self.date <= fields.Date.context_today(self):
            return
        for move in self.move_ids:
            if move._note_get_payment_partials() or move._get_earlier_credit_notes():
                raise UserError(
                    self.env._(
                        "%(document)s has payments or credit notes already, so it "
                        "cannot be replaced on %(date)s, a day to come. Choose "
                        "today, or an earlier date.",
                        document=move.display_name,
                        date=format_date(self.env, self.date),
                    )
                )

    def _modify_default_reverse_values(self, origin_move):
        return {
            **super()._modify_default_reverse_values(origin_move),
            **origin_move._prepare_note_replacement_values(),
            "takes_released_payments": self.move_payments,
        }
