from odoo import api, models
from odoo.tools.sql import column_exists, create_column

from ...tools.sentinel import OURS, is_ours
from ..payload import ensure_vals
from . import figures
from .gate import OF_DOCUMENTS

# Columns that are not filled in for every document of the company as they are made
LATE_COLUMNS = ("note_reason_text", "note_number_base")


class AccountMove(models.Model):
    """The order of everything that happens to a document.

    No other class of this addon overrides these methods of core's: the order of the
    steps below is the order of the rules, whatever is imported when. What a step does
    is in the package of its concept.
    """

    _inherit = "account.move"

    def _auto_init(self):
        for name in LATE_COLUMNS:
            if not column_exists(self.env.cr, "account_move", name):
                create_column(self.env.cr, "account_move", name, "varchar")
        return super()._auto_init()

    @api.model_create_multi
    def create(self, vals_list):
        ensure_vals(self.env, vals_list)
        self._note_forget_number_formats(vals_list)
        moves = super().create(self._note_complete_replacements(vals_list))
        # After super(), for defaults from the context are in by now
        moves._note_check_gates_of_new()
        moves._note_find_origins()
        moves._note_inherit_doubt()
        moves._note_follow_down_payments()
        figures.forget(moves)
        return moves

    def write(self, vals):
        ensure_vals(self.env, [vals])
        if self._note_take_flags(vals):
            return True
        vals = self._note_drop_link_to_replaced(vals)
        self._note_check_sealed(vals)
        self._note_check_gates(vals)
        self._note_check_origins_settled(vals)
        self._note_check_leaving_posted(vals)
        self._note_remember_faults(vals)
        self._note_unapply_by_state(vals)
        followers = self._note_get_followers_of_header(vals)
        drafts = self._note_name_drafts_before_posting(vals)
        moves = self._note_choose_sync(vals)
        with self._note_keeping_rate(vals):
            result = super(AccountMove, moves).write(vals)
        figures.forget(self, vals)
        self._note_check_posted_by_state(drafts)
        self._note_follow_header(followers)
        self._note_inherit_doubt_of_header(vals)
        self._note_keep_authors(vals)
        self._note_check_approval_of_posted(drafts)
        self._note_end_approval(vals)
        return result

    def unlink(self):
        # Before core takes the lines off: documents are named, not their lines
        self._unlink_except_note_finalized()
        self._unlink_except_needed_by_notes()
        figures.forget(self)
        return super().unlink()

    def copy_data(self, default=None):
        values = self._note_get_copy_values()
        if values is None:
            data = super().copy_data(default)
            self._note_keep_delivery_dates(data)
            self._note_begin_replacements(data, default)
            self._note_leave_orders(data)
            self._note_foresee_replacements(data, default)
            return data
        data = [
            # Each with values of its own, where core has one set for all
            move._note_begin_copy(super(AccountMove, move).copy_data(own)[0], own)
            for move, own in self._note_iter_copies(default, values)
        ]
        self._note_keep_delivery_dates(data)
        self._note_leave_orders(data)
        return data

    def _post(self, soft=True):
        """Post documents; the order of these steps is the order of the rules."""
        moves = self - self._note_turn_negative()  # a draft may wait for approval
        moves._note_fill_header_origin()
        moves._note_check_before_posting()
        reposted = moves.filtered("posted_before")
        waiting = moves._note_find_waiting()
        moves._note_lock_corrected_documents()  # before anything is compared
        moves._note_align_cents()
        moves._note_take_origin_account()
        moves._note_fill_dates()
        posting = moves.with_context(note_posting=OURS)
        posted = super(AccountMove, posting)._post(soft=soft).with_env(self.env)
        posted._note_check_family_posted()
        posted._note_check_notes_fit(reposted)
        posted._note_guard_posted(reposted)
        posted._note_settle_waiting(waiting)
        posted._note_tell_split()
        posted._note_take_released_payments()
        posted._note_finalize_at_commit()
        return posted

    def action_post(self):
        result = super().action_post()
        # Said by the button of the form alone: programs get what core returns
        if not result and self.env.context.get("note_offer_credits"):
            return self._note_offer_open_credits() or result
        return result

    def action_debit_note(self):
        # Core's German title is that of a direct debit
        return {**super().action_debit_note(), "name": self.env._("Debit Note")}

    def button_draft(self):
        if not self:
            # Core calls this for each line that it changes
            return super().button_draft()
        self._note_unapply_before_draft()
        raising = self._note_get_raising()
        self._note_lock_corrected_documents()
        raising._note_guard_credited(leaving=self)
        result = super().button_draft()
        raising._note_check_reduced()
        return result

    def _reverse_moves(self, default_values_list=None, cancel=False):
        values_list = list(default_values_list or [{} for _move in self])
        if cancel and is_ours(self.env.context, "note_draft_without_approval"):
            # Comes back here, chunk by chunk, once it is known who needs approval
            return self._note_reverse_or_wait(values_list)
        if cancel and self._get_earlier_credit_notes():
            # core: cancelling releases earlier credit notes and credits the whole once
            # more (19.0), delete when it credits what remains
            return self._note_cancel_what_remains(values_list)
        return self._note_reverse(values_list, cancel)

    def _note_reverse(self, values_list, cancel):
        """Reverse documents by core's own method, whichever way led here.

        :param values_list: a dict of values for each note, in this order
        :param bool cancel: whether the notes are posted and settle these documents
        """
        values_list = self._note_empty_own_values(values_list)
        linking = self.with_context(note_link_lines=OURS)
        queued = linking._note_queue_reversals(values_list)
        # pylint: disable-next=W8164
        notes = super(AccountMove, queued)._reverse_moves(values_list, cancel)
        notes = notes.with_env(self.env)
        notes._note_align_cents_of_reversals()
        return notes

    def _reconcile_reversed_moves(self, reverse_moves, move_reverse_cancel):
        if not any(move._is_note() for move in reverse_moves):
            return super()._reconcile_reversed_moves(reverse_moves, move_reverse_cancel)
        deferred = reverse_moves._note_settle_deferred()
        (reverse_moves - deferred)._note_settle_posted(move_reverse_cancel)
        return reverse_moves

    def _note_reconcile_as_core(self, note, move_reverse_cancel):
        """Settle this document with one note, by core's own method."""
        # pylint: disable-next=W8164
        return super()._reconcile_reversed_moves(note, move_reverse_cancel)

    @api.depends(
        "external_origin_date",
        "invoice_date",
        "is_net_of_tax",
        "note_approval_state",
        "note_reason_id",
        "over_credit_text",
        "payment_state",
        "replacement_note_id.state",
    )
    def _compute_alerts(self):
        return super()._compute_alerts()

    def _get_alerts(self):
        if not self.env.su and self.env.user.share:
            # What bookkeepers are told, who sit inside
            return super()._get_alerts()
        return {
            **super()._get_alerts(),
            **self._note_get_over_credit_alerts(),
            **self._note_get_ledger_alerts(),
            **self._note_get_date_alerts(),
            **self._note_get_deadline_alerts(),
            **self._note_get_corrected_alerts(),
            **self._note_get_reapply_alerts(),
            **self._note_get_approval_alerts(),
            **self._note_get_split_alerts(),
            **self._note_get_deferred_replacement_alerts(),
            **self._note_get_discount_alerts(),
            **self._note_get_refund_alerts(),
            **self._note_get_goods_alerts(),
            **self._note_get_outstanding_alerts(),
        }

    def _note_check_gates_of_new(self):
        for gate in OF_DOCUMENTS:
            if any(move[name] for move in self for name in gate.fields):
                gate.check(self.env)

    def _note_check_gates(self, vals):
        """Check that nobody but our own steps writes what is theirs.

        :raises AccessError: saying how it is done instead
        """
        for gate in OF_DOCUMENTS:
            if not vals.keys().isdisjoint(gate.fields):
                gate.check(self.env)
