import logging
from functools import partial

from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import UserError
from odoo.service.model import retrying

from .account_note_batch_attempt import MAX_LOST

_logger = logging.getLogger(__name__)

# Documents of one transaction: what a killed worker does again, and what somebody
# waits for who cancels
CHUNK = 20


class AccountNoteBatch(models.Model):
    """Working a batch off: note and row change in one transaction, or neither does.

    Workers take rows that nobody else holds, so any number of them, on any node, works
    on the same batch. A worker that dies leaves its rows as they were.
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
        waiting = sum(running.mapped("waiting_count"))
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
        try:
            return retrying(partial(self._run_chunk, CHUNK), self.env)
        except (UserError, OperationalError) as problem:
            self.env.cr.rollback()
            _logger.warning("Batch %s goes on at the next run: %s", self.id, problem)
            return 0

    def _run_chunk(self, limit):
        """Handle the next documents of this batch that wait and are not held.

        :return: how many there were
        """
        rows, lost = self._take_rows(limit)
        if lost >= MAX_LOST:
            rows._fail_after_losses(lost)
        elif rows:
            self.env["account.note.batch.attempt"]._begin(rows)
            rows._handle()
        return len(rows)

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
