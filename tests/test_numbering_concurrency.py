from unittest.mock import patch

from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from .two_connections import TwoConnections


@tagged("post_install", "-at_install")
class TestNumberingConcurrency(TwoConnections):
    """Two notes on one invoice, posted at once, get a number each."""

    def make_documents(self, env):
        journal = env["account.journal"].browse(self.journal_ids[0])
        journal.note_numbering = "origin"
        invoice, other = (self.make_move(env, "out_invoice", 0) for _number in "ab")
        (invoice | other).action_post()
        self.invoice_id = invoice.id
        self.note_ids = [
            self.make_move(
                env, "out_refund", 0, price=9.0, reversed_entry_id=invoice.id
            ).id
            for _number in "ab"
        ]

    def remove_everything(self):
        with self.transaction() as env:
            journal = env["account.journal"].browse(self.journal_ids[0])
            journal.note_numbering = "series"
            notes = env["account.move"].browse(self.note_ids)
            notes.filtered(lambda note: note.state == "posted").button_draft()
            notes.name = False
            env.flush_all()
            # Nothing but SQL deletes what the journal of applications holds
            env.cr.execute(
                "DELETE FROM account_note_application WHERE partner_id = %s",
                [self.partner_id],
            )
        return super().remove_everything()

    def assert_two_numbers(self):
        with self.transaction() as env:
            base = "R" + env["account.move"].browse(self.invoice_id).name
            notes = env["account.move"].browse(self.note_ids)
            self.assertEqual(sorted(notes.mapped("name")), [base, f"{base}-2"])
            self.assertEqual(sorted(notes.mapped("sequence_number")), [1, 2])
            self.assertFalse(any(notes.mapped("made_sequence_gap")))

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_at_the_same_time(self):
        outcomes, tries = self.post_at_once(self.note_ids)
        self.assertEqual(outcomes, ["done", "done"])
        self.assertEqual(len(tries), 3, "one of the two was repeated once")
        self.assert_two_numbers()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_from_a_picture_without_the_first(self):
        tries = []
        with self.transaction() as second:

            def post_second():
                second.cr.execute("SELECT 1 FROM account_move LIMIT 1")
                tries.append(len(tries))
                if len(tries) == 1:
                    with self.transaction() as first:
                        self.post(first, self.note_ids[0])
                self.post(second, self.note_ids[1])

            retrying(post_second, second)
        self.assertEqual(len(tries), 2)
        self.assert_two_numbers()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_where_nothing_but_the_number_makes_them_meet(self):
        moves = self.registry["account.move"]
        with (
            patch.object(moves, "_note_lock_corrected_documents", lambda _moves: None),
            patch.object(moves, "_reconcile_reversed_moves", lambda *_arguments: None),
        ):
            outcomes, _tries = self.post_at_once(self.note_ids)
        self.assertEqual(outcomes, ["done", "done"])
        self.assert_two_numbers()
