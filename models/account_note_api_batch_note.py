from odoo import models


class AccountNoteApi(models.AbstractModel):
    """The note of one document of a batch: the way every program takes."""

    _inherit = "account.note.api"

    def _make_note_of_batch(self, side, request, move_id):
        """Make the note of one document.

        :param dict request: plain values of a batch, without documents
        :return: the ids of the note made
        :rtype: list
        """
        self.env["account.note.application"].check_access("read")
        values = self._read_request(
            {**request, "invoice_ids": [move_id]}, self._get_creation_schema()
        )
        return [note["id"] for note in self._make_notes(side, values)["notes"]]
