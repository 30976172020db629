from odoo import fields, models
from odoo.exceptions import UserError

from ..lifecycle import gate


class AccountMove(models.Model):
    """Documents whose payment is doubtful: somebody says so, and why."""

    _inherit = "account.move"

    is_doubtful = fields.Boolean(
        string="Doubtful",
        copy=False,
        readonly=True,
        help="It is doubtful whether this document will be paid. A doubtful credit "
        "note is applied to doubtful documents only.",
    )
    doubtful_reason = fields.Char(
        string="Why it is Doubtful", copy=False, readonly=True
    )

    def _note_set_doubtful(self, is_doubtful, reason):
        """Mark these documents as doubtful, or take the mark off.

        :param bool is_doubtful: whether they are doubtful from now on
        :param str reason: why, not blank; kept in the history
        :raises UserError: where one is no invoice, bill or note; none changes then
        """
        self.check_access("write")
        reason = (reason or "").strip()
        if not reason or not self:
            raise UserError(
                self.env._("Choose the documents, and say why they are doubtful.")
            )
        for move in self:
            if not move.is_invoice(include_receipts=True):
                raise UserError(
                    self.env._(
                        "%(document)s is neither an invoice nor a note. Only what "
                        "somebody owes can be doubtful: choose the invoice.",
                        document=move.display_name,
                    )
                )
        changing = self.filtered(lambda move: move.is_doubtful != is_doubtful)
        changing._note_write_doubt(is_doubtful, reason)

    def _note_inherit_doubt(self):
        """Mark drafts whose corrected documents are all doubtful.

        A note on a sound document as well stays sound: it could not settle it.
        """
        for move in self:
            origins = move._note_get_origins().sudo() if move.state == "draft" else ()
            if (
                origins
                and not move.is_doubtful
                and all(origin.is_doubtful for origin in origins)
            ):
                move._note_write_doubt(True, origins[0].doubtful_reason)

    def _note_write_doubt(self, is_doubtful, reason):
        gate.DOUBT.open(self._note_unsynced()).write(
            {
                "is_doubtful": is_doubtful,
                "doubtful_reason": reason if is_doubtful else False,
            }
        )
        text = (
            self.env._("Payment is doubtful: %(reason)s", reason=reason)
            if is_doubtful
            else self.env._("Payment is no longer doubtful: %(reason)s", reason=reason)
        )
        self._message_log_batch(bodies=dict.fromkeys(self.ids, text))

    def _note_inherit_doubt_of_header(self, vals):
        """Mark drafts that correct another document from now on."""
        if not vals.keys().isdisjoint(("reversed_entry_id", "debit_origin_id")):
            self._note_inherit_doubt()
