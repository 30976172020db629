from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .batch_common import BatchCase


@tagged("post_install", "-at_install")
class TestBatchRefusal(BatchCase):
    """What a batch says of a document that it made no note of."""

    def test_a_refusal_names_no_number_that_was_taken_back(self):
        invoices = self.invoices(2)
        earlier = self.debit(invoices[0])
        batch = self.batch(invoices)
        rows, taken = type(batch.line_ids), []
        make = rows._make_notes

        def refuse(rows):
            notes = make(rows)
            if invoices[0] in rows.move_id:
                own = notes[0].name
                taken.append(own)
                text = f"{own} and {own}-2: {own}, not {earlier.name}."
                raise UserError(text)
            return notes

        with patch.object(rows, "_make_notes", refuse):
            self.run_job()
        self.assertEqual(batch.line_ids.note_id.name, taken[0], "given to another")
        self.assertEqual(
            batch.failed_line_ids.error,
            f"The note on {invoices[0].name} and {taken[0]}-2: the note on "
            f"{invoices[0].name}, not {earlier.name}.",
        )
