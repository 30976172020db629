from odoo import models


class MailFollowers(models.Model):
    """Who follows new documents that are created together is looked up at once."""

    _inherit = "mail.followers"

    # core: looks up the followers of each new document by itself (`mail.thread.create`,
    # 19.0), delete when it posts the messages of all together
    def _get_recipient_data(self, records, message_type, subtype_id, pids=None):
        ask = super()._get_recipient_data
        if pids or records is None or records._name != "account.move":
            return ask(records, message_type, subtype_id, pids=pids)
        return records._note_ask_together(
            ("followers", message_type, subtype_id),
            lambda moves: ask(moves, message_type, subtype_id, pids=pids),
        )
