import logging
import time
from functools import partial

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import retrying

from .account_note_batch import LETTERS
from .account_note_batch_attempt import MAX_LOST

_logger = logging.getLogger(__name__)
# Documents of one transaction: what a killed worker does again, and what somebody
# waits for who cancels
CHUNK = 20


class AccountNoteBatch(models.Model):
    """Working a batch off: note and row change in one transaction, or neither does.

    Workers take rows that nobody else holds, so any number of them, on any node, works
    on the same batch. A worker that dies leaves its rows as they were. The workers are
    those of Odoo's scheduled actions or, where it is installed, of OCA's queue.
    """

    _inherit = "account.note.batch"

    @api.model
    def _cron_run_batches(self):
        """Work off what waits, a chunk at a time, until the time of the job is up.

        Odoo calls a job again that has something left, ten times at least. Once its
        time is up it does nothing but wake the workers: one that is slow would be ended
        over it, and by themselves they look for jobs once a minute.
        """
        cron = self.env["ir.cron"]
        running = self.search([("state", "=", "running")], order="started_on, id")
        waiting = sum(batch._count_steps() for batch in running)
        if not cron._commit_progress(remaining=waiting):
            self._wake_workers()
            return
        for batch in running:
            while handled := batch._try_chunk():
                if not cron._commit_progress(handled):
                    return
        # Rows that are left are somebody else's, or wait for the next run
        cron._commit_progress(remaining=0)

    def _try_chunk(self):
        """Handle a chunk in a transaction of its own, repeated if others were faster.

        Jobs are not repeated by Odoo, and a savepoint would keep the old picture.

        :return: how many documents were handled
        """
        taken = []
        try:
            return retrying(partial(self._run_chunk, CHUNK, taken), self.env)
        except (UserError, OperationalError) as problem:
            self.env.cr.rollback()
            # Each of them comes alone next time, and fails alone if it is that one
            self.env["account.note.batch.attempt"]._keep(taken, problem)
            _logger.warning("Batch %s goes on at the next run: %s", self.id, problem)
            return 0

    def _run_chunk(self, limit, taken=None):
        """Handle the next documents of this batch that wait and are not held.

        :param list taken: gets the ids of the rows, whatever becomes of them
        :return: how many there were
        """
        rows, lost = self._take_rows(limit)
        if taken is not None:
            taken[:] = rows.ids
        if lost >= MAX_LOST:
            rows._fail_after_losses(lost)
        elif rows:
            self.env["account.note.batch.attempt"]._begin(rows)
            begin = time.monotonic()
            rows._handle()
            # Only of what was kept
            log = partial(self._log_step, len(rows), time.monotonic() - begin)
            self.env.cr.postcommit.add(log)
        return len(rows)

    def _log_step(self, count, seconds):
        """Log what a worker did, and the end where nothing waits any more."""
        _logger.info("Batch %s: %s documents in %.2f s", self.id, count, seconds)
        self.invalidate_recordset()
        if not self.waiting_count:
            _logger.info(
                "Batch %s ended after %.0f s: %s done, %s failed, %s cancelled",
                self.id,
                (fields.Datetime.now() - self.started_on).total_seconds(),
                self.done_count,
                self.failed_count,
                self.cancelled_count,
            )

    def _count_steps(self):
        """Return how often a row of this batch will still be taken, all in all."""
        return self.waiting_count + self._count_letters_to_post()

    def _take_rows(self, limit):
        """Return rows to work on, and how many workers were lost over them."""
        rows = self.env["account.note.batch.line"].sudo()
        # Some more than wanted, for the first may be held by other workers
        waiting = rows.search(
            [("batch_id", "=", self.id), ("state", "=", "waiting")],
            limit=limit * 20,
            order="id",
        )
        lost = self.env["account.note.batch.attempt"]._count_lost(waiting)
        fresh = waiting.filtered(lambda row: row.id not in lost)
        if free := fresh.try_lock_for_update(limit=limit):
            return free, 0
        # What may have killed a worker comes last and alone: all others go on
        others = (waiting - fresh).sorted(lambda row: (lost[row.id], row.id))
        suspect = others.try_lock_for_update(limit=1)
        return suspect, lost.get(suspect.id, 0)

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
        jobs = -(-self._count_steps() // CHUNK)
        for number in range(1, jobs + 1):
            self.with_delay(
                description=f"{self.display_name} ({number}/{jobs})"
            )._run_queued_chunk()

    def _run_queued_chunk(self):
        """Handle one chunk in the transaction of a job.

        The queue repeats a job that lost against another one, and one that died.
        """
        handled = self.sudo()._run_chunk(CHUNK)
        if handled and self.side in LETTERS:
            # What it posted is to be sent, and may be in hand of another job by then
            self.with_delay(description=self.display_name)._run_queued_chunk()
        return handled
