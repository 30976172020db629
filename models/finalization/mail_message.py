from odoo import api, models
from odoo.exceptions import UserError

from ...tools.errors import with_code
from ...tools.payload import read_ids
from ..payload import ensure_vals, get_changes
from .uninstallation import is_clearing, is_leaving

# What an entry of the history says, of what, by whom and when
MESSAGE_FIELDS = {
    "author_id",
    "body",
    "date",
    "email_from",
    "message_type",
    "model",
    "res_id",
    "subject",
    "subtype_id",
    "tracking_value_ids",
}


class MailMessage(models.Model):
    """What was recorded of a final document stays: by whom, when, and what changed.

    What people write to each other is theirs.
    """

    _inherit = "mail.message"

    # At uninstallation too, for a client can send the key that says so
    @api.ondelete(at_uninstall=True)
    def _unlink_except_note_final_history(self):
        for move in self._note_get_final_documents()[:1]:
            if not (is_leaving(self.env) or is_clearing(self.env)):
                text = self.env._(
                    "%(document)s is finalized: what its history recorded can neither "
                    "be changed nor removed. Write a message beside it.",
                    document=move.display_name,
                )
                raise with_code(UserError(text), "finalized")

    def write(self, vals):
        ensure_vals(self.env, [vals])
        if MESSAGE_FIELDS & vals.keys():
            values = {name: vals[name] for name in MESSAGE_FIELDS & vals.keys()}
            # What is no id of a message is answered by core
            stored = self.browse(read_ids(self._ids) or ())
            records = stored._note_get_records()
            if records._note_get_final_documents():
                records.filtered(
                    lambda message: get_changes(message, values)
                )._unlink_except_note_final_history()
        return super().write(vals)

    def _note_get_records(self):
        """Return those of these that recorded something of a document."""
        return self.sudo().filtered(
            lambda message: (
                message.model == "account.move"
                and message.message_type == "notification"
            )
        )

    def _note_get_final_documents(self):
        ids = set(self._note_get_records().mapped("res_id"))
        moves = self.env["account.move"].sudo().browse(ids).exists()
        return moves.filtered("finalized_on")
