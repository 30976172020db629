from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .two_connections import TwoConnections

BROKEN = """
    CREATE FUNCTION note_test_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.reversed_entry_id = %s THEN
            RAISE EXCEPTION 'not this one' USING ERRCODE = %s;
        END IF;
        RETURN NEW;
    END $$
"""
TRIGGER = """
    CREATE TRIGGER note_test_refuse BEFORE INSERT ON account_move
    FOR EACH ROW EXECUTE FUNCTION note_test_refuse()
"""


@tagged("post_install", "-at_install")
class TestBatchDatabaseError(TwoConnections):
    """A document over which the database gives up fails alone, after a few tries."""

    count = 6

    def make_documents(self, env):
        moves = env["account.move"]
        for _number in range(self.count):
            moves |= self.make_move(env, "out_invoice", 0)
        moves.action_post()
        before = env["ir.cron.trigger"].search([])
        batch = env["account.note.batch"]._make("credit", {"state": "posted"}, moves)
        batch._start()
        self.trigger_ids = (env["ir.cron.trigger"].search([]) - before).ids
        self.move_ids, self.batch_id = moves.ids, batch.id

    def remove_everything(self):
        self.mend()
        with self.transaction() as env:
            env.cr.execute(
                "DELETE FROM account_note_batch WHERE id = %s", [self.batch_id]
            )
            env.cr.execute("DELETE FROM account_note_batch_attempt")
            env["ir.cron.trigger"].browse(self.trigger_ids).exists().unlink()
        return super().remove_everything()

    def break_for(self, move_id, code):
        """Let the database refuse a note on one document with an error of its own."""
        with self.transaction() as env:
            env.cr.execute(SQL(BROKEN, move_id, code))
            env.cr.execute(TRIGGER)

    def mend(self):
        with self.transaction() as env:
            env.cr.execute("DROP FUNCTION IF EXISTS note_test_refuse CASCADE")

    @mute_logger(
        "odoo.sql_db",
        "odoo.service.model",
        "odoo.addons.account_credit_debit_note.models.batch.account_note_batch_run",
    )
    def work(self, runs):
        """Let the scheduled action look for work some times."""
        for _run in range(runs):
            with self.transaction() as env:
                batch = env["account.note.batch"].browse(self.batch_id)
                while batch._try_chunk():
                    env.cr.commit()

    def check_failure(self, code, name):
        poison = self.move_ids[1]
        self.break_for(poison, code)
        self.work(runs=5)
        with self.transaction() as env:
            batch = env["account.note.batch"].browse(self.batch_id)
            self.assertEqual(batch.failed_line_ids.move_id.id, poison)
            self.assertEqual(batch.failed_line_ids.error_code, "error")
            self.assertIn(name, batch.failed_line_ids.error)
            self.assertIn("not this one", batch.failed_line_ids.error)
            self.assertEqual(len(batch.line_ids.note_id), self.count - 1)
            self.assertEqual(batch.state, "done")
            batch.action_retry()
        self.mend()
        self.work(runs=1)
        with self.transaction() as env:
            batch = env["account.note.batch"].browse(self.batch_id)
            self.assertEqual(len(batch.line_ids.note_id), self.count)

    def test_statement_that_takes_too_long(self):
        self.check_failure("57014", "QueryCanceled")

    def test_lock_that_is_never_given(self):
        self.check_failure("55P03", "LockNotAvailable")

    def test_what_passes_is_tried_again(self):
        self.break_for(self.move_ids[1], "55P03")
        self.work(runs=1)
        self.mend()
        self.work(runs=1)
        with self.transaction() as env:
            batch = env["account.note.batch"].browse(self.batch_id)
            self.assertEqual(len(batch.line_ids.note_id), self.count)
            self.assertFalse(batch.failed_line_ids)
            self.assertFalse(env["account.note.batch.attempt"].search([]))
