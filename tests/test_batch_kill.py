import os
import signal
import subprocess
import sys
from pathlib import Path

from odoo.tests import tagged
from odoo.tools import config, mute_logger

from .two_connections import TwoConnections

WORKER = Path(__file__).with_name("batch_worker.py")
CHUNK = 3


@tagged("post_install", "-at_install")
class TestBatchKill(TwoConnections):
    """Workers that are killed, and workers side by side: nothing twice or lost."""

    count = 12

    def make_documents(self, env):
        moves = env["account.move"]
        for _number in range(self.count):
            moves |= self.make_move(env, "out_invoice", 0)
        moves.action_post()
        batch = env["account.note.batch"]._make("credit", {"state": "posted"}, moves)
        batch._start()
        self.move_ids, self.batch_id = moves.ids, batch.id

    def remove_everything(self):
        with self.transaction() as env:
            env.cr.execute(
                "DELETE FROM account_note_batch WHERE id = %s", [self.batch_id]
            )
            env["ir.cron.trigger"].search([]).unlink()
        return super().remove_everything()

    def start_worker(self):
        """Start a process of its own, which tells a line for each note it made."""
        command = [sys.executable, str(WORKER), str(self.batch_id), str(CHUNK)]
        options = [f"--database={self.registry.db_name}"]
        for name in ("addons_path", "db_host", "db_port", "db_user", "db_password"):
            value = config[name]
            if isinstance(value, list):
                value = ",".join(value)
            if value:
                options.append(f"--{name.replace('addons_', 'addons-')}={value}")
        process = subprocess.Popen(
            command + options,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

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

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_workers_on_one_batch(self):
        def work(env, _key):
            batch = env["account.note.batch"].browse(self.batch_id)
            while batch._run_chunk(CHUNK):
                env.cr.commit()

        outcomes, _tries = self.do_at_once(work, ["first", "second"])
        self.assertEqual(outcomes, ["done", "done"])
        self.assertEqual(self.check_books(), self.count)
