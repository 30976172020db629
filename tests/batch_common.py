from unittest.mock import patch

from odoo.addons.account_credit_debit_note.models.batch import account_note_batch_run

from .common import NoteCase


class BatchCase(NoteCase):
    """Short words for batches. A job commits; a test must not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookkeeper = cls.clerk("batch-clerk")
        # Written by another connection, attempts would outlive the test
        attempts = cls.registry["account.note.batch.attempt"]
        cls.startClassPatcher(patch.object(attempts, "_begin"))

    def batch(self, moves, side="credit", start=True, user=None, **request):
        """Return a batch of a bookkeeper, started unless said otherwise."""
        request = {"date": "2026-03-10", "state": "posted", **request}
        user = user or self.bookkeeper
        batch = self.env["account.note.batch"].with_user(user)
        batch = batch._make(side, request, moves.with_user(user))
        if start:
            batch.action_start()
        return batch

    def invoices(self, count, **values):
        moves = self.env["account.move"]
        return moves.union(*(self.invoice(**values) for _number in range(count)))

    def run_job(self, seconds=60.0):
        """Run the scheduled action.

        :param seconds: what is left of its time after each chunk; none from the
            beginning where it is negative
        :return: the progress it told: (handled, what remains) of each step
        """
        with (
            patch.object(type(self.env["ir.cron"]), "_commit_progress") as commit,
            patch.object(account_note_batch_run, "retrying", lambda job, _env: job()),
        ):
            commit.side_effect = lambda handled=None, remaining=None: (
                max(seconds, 0.0) if handled or seconds < 0 else 60.0
            )
            self.env["account.note.batch"]._cron_run_batches()
        return [
            (call.args[0] if call.args else 0, call.kwargs.get("remaining"))
            for call in commit.call_args_list
        ]

    def in_chunks_of(self, count):
        limit = patch.object(account_note_batch_run, "CHUNK", count)
        limit.start()
        self.addCleanup(limit.stop)
