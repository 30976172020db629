from odoo import models


class AccountNoteApi(models.AbstractModel):
    """The notes of documents of a batch: the way every program takes."""

    _inherit = "account.note.api"

    def _make_notes_of_batch(self, side, request, move_ids):
        """Make a note of each of these documents.

        :param dict request: plain values of a batch, without documents
        :return: the ids of the notes made
        :rtype: list
        """
        self.env["account.note.application"].check_access("read")
        values = self._read_request(
            {**request, "invoice_ids": move_ids}, self._get_creation_schema()
        )
        return [note["id"] for note in self._make_notes(side, values)["notes"]]
