from unittest.mock import patch

from odoo.tests import tagged

from .batch_common import BatchCase


@tagged("post_install", "-at_install")
class TestBatchTogether(BatchCase):
    """Documents of a batch that are alike are done in one go, the others apart."""

    def done_together(self, batch):
        """Run the job, and return the documents of each go."""
        rows, together = type(batch.line_ids), []
        make = rows._make_notes

        def count(rows):
            together.append(rows.move_id)
            return make(rows)

        with patch.object(rows, "_make_notes", count):
            self.run_job()
        return together

    def test_each_note_has_the_journal_and_currency_of_its_document(self):
        euro = self.setup_other_currency("EUR", rates=[("2026-03-01", 0.5)])
        other = self.company_data["default_journal_sale"].copy()
        plain, foreign = self.invoices(3), self.invoice(currency_id=euro.id)
        elsewhere = self.invoices(2, journal_id=other.id)
        documents = plain | foreign | elsewhere
        for values in ({"side": "credit"}, {"side": "debit", "mode": "full"}):
            batch = self.batch(documents, **values)
            self.assertEqual(self.done_together(batch), [plain, foreign, elsewhere])
            for row in batch.line_ids:
                note = row.note_id
                self.assertEqual(
                    note.reversed_entry_id | note.debit_origin_id, row.move_id
                )
                self.assertEqual(note.journal_id, row.move_id.journal_id)
                self.assertEqual(note.currency_id, row.move_id.currency_id)
                self.assertEqual(note.amount_total, row.move_id.amount_total)

    def test_one_that_is_refused_sends_the_others_apart(self):
        invoices = self.invoices(3)
        self.credit(invoices[1])
        batch = self.batch(invoices)
        self.assertEqual(self.done_together(batch), [invoices, *invoices])
        self.assertEqual(batch.failed_line_ids.move_id, invoices[1])
        self.assertEqual(
            batch.line_ids.note_id.reversed_entry_id, invoices - invoices[1]
        )
