from odoo import models

from .account_note_batch_run import CHUNK


class AccountNoteBatch(models.Model):
    """Who works a batch off: Odoo's cron workers or, where installed, OCA's queue."""

    _inherit = "account.note.batch"

    def _schedule(self):
        """Have these batches worked off, as soon as this transaction is committed."""
        if self._has_queue():
            for batch in self:
                batch._delay_chunks()
        else:
            self._wake_workers()

    def _wake_workers(self):
        cron = "account_credit_debit_note.ir_cron_note_batch"
        self.env.ref(cron).sudo()._trigger()

    def _has_queue(self):
        return "queue.job" in self.env and hasattr(self, "with_delay")

    def _delay_chunks(self):
        """Make a job for each chunk; each takes what waits when it runs."""
        jobs = -(-self.waiting_count // CHUNK)
        for number in range(1, jobs + 1):
            self.with_delay(
                description=f"{self.display_name} ({number}/{jobs})"
            )._run_queued_chunk()

    def _run_queued_chunk(self):
        """Handle one chunk in the transaction of a job.

        The queue repeats a job that lost against another one, and one that died.
        """
        return self.sudo()._run_chunk(CHUNK)
