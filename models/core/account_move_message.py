from odoo import api, models
from odoo.tools import ormcache

from ...tools.extension import only_known

# What log notes are made of, and whose extensions were read
METHODS = {"_message_create", "_message_log", "_message_log_batch", "_message_track"}
KNOWN_ADDONS = {"mail"}


class _Messages(list):
    """In the context: values of log notes made together. No client sends it."""

    # Odoo takes an environment it has for another of equal context
    __hash__ = object.__hash__

    def __eq__(self, other):
        return self is other


class AccountMove(models.Model):
    """What is tracked of many documents is logged in one go."""

    _inherit = "account.move"

    # core: logs what is tracked document after document (`_message_track`, 19.0),
    # delete when it logs all in one go
    def _message_track(self, fields_iter, initial_values_dict):
        if len(self) < 2 or not self._note_knows_messages():
            return super()._message_track(fields_iter, initial_values_dict)
        notes = _Messages()
        gathering = self.with_context(note_tracked=notes)
        result = super(AccountMove, gathering)._message_track(
            fields_iter, initial_values_dict
        )
        self._note_create_log_notes(notes)
        return result

    def _message_log(self, **kwargs):
        moves, notes = self, self.env.context.get("note_tracked")
        if isinstance(notes, _Messages):
            # Not those that somebody is told of, which are posted
            moves = self.with_context(note_tracked=None, note_messages=notes)
        return super(AccountMove, moves)._message_log(**kwargs)

    def _message_create(self, values_list):
        notes = self.env.context.get("note_messages")
        if isinstance(notes, _Messages):
            notes.extend(values_list)
            return self.env["mail.message"]
        create = super()._message_create
        return self._note_take_creation_message(values_list, create) or create(
            values_list
        )

    def _note_create_log_notes(self, notes):
        """Create log notes of these documents, with what is tracked in them."""
        if not notes:
            return
        tracked = [values.pop("tracking_value_ids", None) or [] for values in notes]
        messages = self.sudo()._message_create(notes)
        self.env["mail.tracking.value"].sudo().create(
            [
                {**vals, "mail_message_id": message.id}
                for message, commands in zip(messages, tracked, strict=True)
                for command, _id, vals in commands
            ]
        )

    @api.model
    @ormcache()
    def _note_knows_messages(self):
        """Tell whether all addons that have a part in messages were read."""
        return only_known(type(self), METHODS, KNOWN_ADDONS)
