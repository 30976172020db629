import os
import signal

from odoo.tests import tagged
from odoo.tools import mute_logger

from .killed_workers import KilledWorkers

CHUNK = 3


@tagged("post_install", "-at_install")
class TestBatchKill(KilledWorkers):
    """Workers that are killed, and workers side by side: nothing twice or lost."""

    count = 12

    def make_documents(self, env):
        moves = env["account.move"]
        for _number in range(self.count):
            moves |= self.make_move(env, "out_invoice", 0)
        moves.action_post()
        batch = env["account.note.batch"]._make("credit", {"state": "posted"}, moves)
        before = self.triggers(env)
        batch._start()
        self.trigger_ids = (self.triggers(env) - before).ids
        self.move_ids, self.batch_id = moves.ids, batch.id

    def start_worker(self, poison=0):
        """Start a process of its own, which tells a line for each note it made.

        :param poison: id of a document over which the process kills itself
        """
        return self.start_process("batch_worker.py", self.batch_id, CHUNK, poison)

    def killed_after(self, notes):
        """Let a worker make some notes, kill it, and return how many are kept."""
        process = self.start_worker()
        for _number in range(notes):
            self.assertEqual(process.stdout.readline(), "made\n")
        os.kill(process.pid, signal.SIGKILL)
        self.assertEqual(process.wait(), -signal.SIGKILL)
        return self.check_books()

    def check_books(self):
        """Check that rows and notes say the same, and return how many are done."""
        with self.transaction() as env:
            rows = env["account.note.batch"].browse(self.batch_id).line_ids
            for row in rows:
                notes = row.move_id.credit_note_ids
                self.assertEqual(row.note_id, notes)
                self.assertEqual(len(notes), int(row.state == "done"))
            return len(rows.filtered("note_id"))

    def test_killed_in_the_middle_of_a_chunk_and_continued(self):
        # The first chunk is kept, of the second one note is lost with its worker
        kept = self.killed_after(CHUNK + 1)
        self.assertGreaterEqual(kept, CHUNK)
        self.assertLess(kept, self.count)
        # The next one dies within its first chunk
        again = self.killed_after(1)
        self.assertLess(again, self.count)
        self.assertGreaterEqual(again, kept)
        process = self.start_worker()
        made, _errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0)
        self.assertEqual(made.count("made"), self.count - again)
        self.assertEqual(self.check_books(), self.count)

    def test_a_document_that_kills_each_worker_is_given_up(self):
        poison = self.move_ids[1]
        # Those of its chunk are suspected too, and done one by one
        for expected in (0, self.count - 2, self.count - 1):
            process = self.start_worker(poison)
            process.communicate(timeout=120)
            self.assertEqual(process.returncode, -signal.SIGKILL)
            self.assertEqual(self.check_books(), expected)
        process = self.start_worker(poison)
        process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0)
        with self.transaction() as env:
            batch = env["account.note.batch"].browse(self.batch_id)
            self.assertEqual(batch.failed_line_ids.move_id.id, poison)
            self.assertEqual(batch.failed_line_ids.error_code, "worker_lost")
            self.assertIn("3 times", batch.failed_line_ids.error)
            self.assertEqual(batch.state, "done")
            # Who mended the cause has it tried again, as often as before
            batch.action_retry()
            self.assertFalse(env["account.note.batch.attempt"].search([]))
        process = self.start_worker()
        process.communicate(timeout=120)
        self.assertEqual(self.check_books(), self.count)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_workers_on_one_batch(self):
        def work(env, _key):
            batch = env["account.note.batch"].browse(self.batch_id)
            while batch._run_chunk(CHUNK):
                env.cr.commit()

        outcomes, _tries = self.do_at_once(work, ["first", "second"])
        self.assertEqual(outcomes, ["done", "done"])
        self.assertEqual(self.check_books(), self.count)
