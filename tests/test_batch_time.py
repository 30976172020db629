from odoo.tests import tagged

from .batch_common import BatchCase


@tagged("post_install", "-at_install")
class TestBatchTime(BatchCase):
    """A job whose time is up leaves the rest to the next run, which comes at once."""

    def test_it_stops_when_its_time_is_up_and_goes_on_later(self):
        batch = self.batch(self.invoices(3))
        self.in_chunks_of(1)
        cron = self.env.ref("account_credit_debit_note.ir_cron_note_batch")
        calls = [("cron_id", "=", cron.id)]
        triggers = self.env["ir.cron.trigger"].search(calls)
        self.assertEqual(self.run_job(seconds=0), [(0, 3), (1, None)])
        self.assertEqual((batch.done_count, batch.waiting_count), (1, 2))
        # Odoo calls it again, though its time is up
        self.assertEqual(self.run_job(seconds=-1), [(0, 2)])
        self.assertEqual((batch.done_count, batch.waiting_count), (1, 2))
        later = self.env["ir.cron.trigger"].search(calls) - triggers
        self.assertTrue(later, "not only when workers look for jobs again")
        self.assertGreater(batch.rate, 0)
        self.assertAlmostEqual(batch.minutes_left * batch.rate, 2)
        self.run_job()
        self.assertEqual(batch.done_count, 3)
        self.assertEqual(len(batch.line_ids.note_id), 3)
        self.assertEqual(self.env["ir.cron.trigger"].search(calls), triggers | later)
