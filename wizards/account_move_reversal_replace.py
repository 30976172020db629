from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class AccountMoveReversal(models.TransientModel):
    """Reverse and Create Invoice: the chain of documents, and their payments."""

    _inherit = "account.move.reversal"

    has_payments = fields.Boolean(compute="_compute_payments_question")
    payment_transfer = fields.Char(compute="_compute_payments_question")
    move_payments = fields.Boolean(
        default=True,
        help="Reverse and Create Invoice releases the payments of the original. "
        "They settle the new invoice once it is posted.",
    )

    @api.depends("move_ids", "journal_id")
    def _compute_payments_question(self):
        for wizard in self:
            policy = wizard.journal_id._note_policy() if wizard.journal_id else None
            wizard.payment_transfer = policy and policy.payment_transfer
            wizard.has_payments = any(
                move._get_payment_partials() or move._get_pending_payments()
                for move in wizard.move_ids._origin
            )

    def reverse_moves(self, is_modify=False):
        if not is_modify:
            return super().reverse_moves(is_modify)
        self._check_replacement_date()
        before = {move: move._get_releasable() for move in self.move_ids}
        notes = self.move_ids.reversal_move_ids
        replacing = self.with_context(
            note_keep_origins=True, note_draft_without_approval=True
        )
        action = super(AccountMoveReversal, replacing).reverse_moves(is_modify)
        chains = []
        for replacement in self.new_move_ids:
            original = replacement.replaced_move_id
            note = original.reversal_move_ids - notes
            if note.state == "draft" and note._needs_approval():
                replacement._await_note(note, self.move_payments)
                continue
            chains.append((original, note, replacement))
            replacement._store_released_by_original(
                before[original], self.move_payments
            )
        self.move_ids._log_replacements(chains)
        return action

    def _check_replacement_date(self):
        """Check that what settles a document can be released now.

        :raises UserError: naming the document, the date and the way out
        """
        self.ensure_one()
        if not self.date or self.date <= fields.Date.context_today(self):
            return
        for move in self.move_ids:
            if move._get_payment_partials() or move._get_earlier_credit_notes():
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
            **origin_move._prepare_replacement_values(),
            "takes_released_payments": self.move_payments,
        }
