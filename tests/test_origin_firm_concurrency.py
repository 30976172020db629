from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

from .two_connections import TwoConnections


@tagged("post_install", "-at_install")
class TestOriginFirmConcurrency(TwoConnections):
    """One posts a note while another cancels, resets or spends what it stands on."""

    def make_documents(self, env):
        invoice = self.make_move(env, "out_invoice", 0)
        invoice.action_post()
        debit = self.make_move(env, "out_invoice", 1, debit_origin_id=invoice.id)
        debit.action_post()
        self.invoice_id, self.debit_id = invoice.id, debit.id
        self.note_ids = {
            origin.id: self.make_move(
                env, "out_refund", 2, 40.0, reversed_entry_id=origin.id
            ).id
            for origin in (invoice, debit)
        }

    def race(self, origin_id, method):
        """Post the note on a document while it is cancelled or reset."""
        note_id = self.note_ids[origin_id]

        def act(env, key):
            if key == "note":
                self.post(env, note_id)
            else:
                getattr(env["account.move"].browse(origin_id), method)()

        outcomes, _tries = self.do_at_once(act, ["note", "origin"])
        with self.transaction() as env:
            moves = env["account.move"]
            note, origin = moves.browse(note_id), moves.browse(origin_id)
            return outcomes, note.state, origin.state

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_cancelled_while_its_note_is_posted(self):
        with self.transaction() as env:
            env["account.move"].browse(self.debit_id).button_cancel()
        outcomes, note, origin = self.race(self.invoice_id, "button_cancel")
        self.assertEqual(outcomes.count("done"), 1, outcomes)
        self.assertIn((note, origin), [("posted", "posted"), ("draft", "cancel")])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_debit_note_cancelled_while_its_note_is_posted(self):
        outcomes, note, origin = self.race(self.debit_id, "button_cancel")
        self.assertEqual(outcomes.count("done"), 1, outcomes)
        self.assertIn((note, origin), [("posted", "posted"), ("draft", "cancel")])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_reset_while_its_note_is_posted(self):
        outcomes, note, origin = self.race(self.invoice_id, "button_draft")
        # The note first and the reset then is ordinary work
        self.assertIn(
            (sorted(outcomes).count("done"), note, origin),
            [(2, "posted", "draft"), (1, "draft", "draft")],
        )

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_cancelled_from_a_picture_without_the_note(self):
        with self.transaction() as env:
            env["account.move"].browse(self.debit_id).button_cancel()
        with self.transaction() as second:
            second.cr.execute("SELECT 1 FROM account_move LIMIT 1")
            with self.transaction() as first:
                self.post(first, self.note_ids[self.invoice_id])
            with self.assertRaises(SerializationFailure):
                second["account.move"].browse(self.invoice_id).button_cancel()
                second.flush_all()
            second.cr.rollback()
