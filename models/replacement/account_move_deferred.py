from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.errors import get_code
from ..approval.account_move import APPROVAL_NEEDED

# Tried together; where one of them needs approval, each is made by itself
CHUNK = 100


class AccountMove(models.Model):
    """Reverse and Create Invoice, where the credit note waits for approval.

    Note and replacement are drafts then. Once the note is posted it does what it
    does without approval at once: it releases the payments of the original, settles
    it, and the payments move to the replacement.
    """

    _inherit = "account.move"

    replacement_note_id = fields.Many2one(
        "account.move",
        string="Original Taken Back by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        help="The credit note that waited for approval when this replacement was made.",
    )
    awaiting_replacement_ids = fields.One2many(
        "account.move", "replacement_note_id", readonly=True, copy=False
    )

    def _note_reverse_or_wait(self, values_list):
        """Return the notes that take these documents back, drafts without approval."""
        notes = self.browse()
        for start in range(0, len(self), CHUNK):
            chunk = slice(start, start + CHUNK)
            notes += self[chunk]._note_reverse_now_or_later(values_list[chunk])
        return notes

    def _note_reverse_now_or_later(self, values_list):
        """Return the notes that take these documents back, drafts without approval.

        Whether they need approval is known once they are made, so posting is tried:
        for all at once, and for each by itself where one of them needs it.
        """
        posting = self.with_context(note_draft_without_approval=None)
        try:
            with self.env.cr.savepoint():
                return posting._reverse_moves(
                    [dict(values) for values in values_list], cancel=True
                )
        except UserError as error:
            if get_code(error) != APPROVAL_NEEDED:
                raise
        if len(self) == 1:
            return self._note_reverse_to_draft(values_list[0])
        return self.browse().concat(
            *(
                move._note_reverse_now_or_later([values])
                for move, values in zip(self, values_list, strict=True)
            )
        )

    def _note_reverse_to_draft(self, values):
        """Return a draft note over what remains of this document, nothing released."""
        if self._get_earlier_credit_notes():
            values = {**values, **self._prepare_remaining_note()}
        return self._reverse_moves([values], cancel=False)

    def _await_note(self, note, is_wanted):
        """Let this replacement take over what settles the original later on.

        :param note: the draft that takes the original back when it is posted
        :param bool is_wanted: the answer of the user, where the company asks
        """
        self.write(
            {"replacement_note_id": note.id, "takes_released_payments": is_wanted}
        )
        links = {
            "original": self.replaced_move_id._get_html_link(),
            "note": note._get_html_link(),
            "replacement": self._get_html_link(),
        }
        text = self.env._(
            "%(note)s takes back %(original)s once it is approved and posted; "
            "%(replacement)s takes its place.",
            **links,
        )
        documents = self | self.replaced_move_id | note
        documents._message_log_batch(bodies=dict.fromkeys(documents.ids, text))

    def _note_take_over(self, before):
        """Let these replacements take over what their original has set free.

        :param dict before: ``_note_get_releasable`` of the original, before that
        """
        for replacement in self:
            replacement._note_store_released_by_original(
                before, replacement.takes_released_payments
            )
            if replacement.state == "posted":
                replacement._note_move_released_payments()

    def _note_settle_deferred(self):
        """Settle what those of these notes take back that waited for approval.

        :return: these notes
        """
        deferred = self.filtered("awaiting_replacement_ids")
        for note in deferred:
            original = note.reversed_entry_id
            before = original._note_get_releasable()
            released = original._note_get_payment_matches()
            original._note_get_payment_partials().unlink()
            # As a cancellation: it settles whatever the setting for other notes is
            note._note_settle_posted(True)
            original._note_settle_remaining(released)
            note.awaiting_replacement_ids._note_take_over(before)
        return deferred

    def _note_get_deferred_replacement_alerts(self):
        note = self.replacement_note_id
        if note.state != "draft" or self.state == "cancel":
            return {}
        return {
            "account_note_deferred_replacement": {
                "level": "warning",
                "message": self.env._(
                    "%(original)s is in force until its credit note is approved and "
                    "posted.",
                    original=self.replaced_move_id.display_name,
                ),
                "action_text": self.env._("Open the credit note"),
                "action": self._note_open_documents(note, self.env._("Credit Notes")),
            }
        }
