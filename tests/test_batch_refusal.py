from odoo.tests import tagged

from .batch_common import BatchCase


@tagged("post_install", "-at_install")
class TestBatchRefusal(BatchCase):
    """What a batch says of a document that it made no note of."""

    def test_a_refusal_names_no_number_that_was_taken_back(self):
        self.env.company.note_refuse_early_date = True
        late = self.invoice(invoice_date="2026-03-20")
        fine = self.invoice()
        batch = self.batch(late | fine, date="2026-03-10", state="posted")
        self.run_job()
        error = batch.failed_line_ids.error
        self.assertTrue(error.startswith(f"The note on {late.name} is dated"), error)
        self.assertNotIn(batch.line_ids.note_id.name, error, "given to another")
