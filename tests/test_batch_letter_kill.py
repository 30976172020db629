import signal

from odoo import Command
from odoo.tests import tagged

from .killed_workers import KilledWorkers

CHUNK = 2


@tagged("post_install", "-at_install")
class TestBatchLetterKill(KilledWorkers):
    """Workers that are killed while they send letters: nothing posted twice or lost."""

    addresses = ("a@example.com", "b@example.com", "c@example.com")

    def make_documents(self, env):
        # Nobody serves styles to the printer of these letters
        env["ir.config_parameter"].set_param("report.url", "http://127.0.0.1:9")
        receivable = env["res.partner"].browse(self.partner_id)
        receivable = receivable.property_account_receivable_id
        partners = env["res.partner"].create(
            [
                {
                    "name": address,
                    "email": address,
                    "property_account_receivable_id": receivable.id,
                }
                for address in self.addresses
            ]
        )
        moves = env["account.move"]
        for partner in partners:
            self.keep(partner)
            moves |= self.make_move(env, "out_invoice", 0, partner_id=partner.id)
        moves.action_post()
        self.partner_ids, self.move_ids = partners.ids, moves.ids
        window = env["account.note.letter"].create(
            {
                "kind": "statement",
                "date": "2026-03-31",
                "partner_ids": [Command.set(partners.ids)],
            }
        )
        before = self.triggers(env)
        action = window._send_in_background(window._make_rows())
        self.batch_id = action["res_id"]
        self.trigger_ids = (self.triggers(env) - before).ids

    def remove_everything(self):
        with self.transaction() as env:
            moves = env["account.move"].browse(self.move_ids)
            moves.button_draft()
            moves.with_context(force_delete=True).unlink()
            env["account.note.letter"].search([]).unlink()
            env["ir.config_parameter"].set_param("report.url", False)
        return super().remove_everything()

    def work(self, last=0):
        """Let a worker work, and return the addresses it wrote to."""
        process = self.start_process("letter_worker.py", self.batch_id, CHUNK, last)
        told, _errors = process.communicate(timeout=300)
        self.assertEqual(process.returncode, -signal.SIGKILL if last else 0)
        return told.split()

    def count_posted(self):
        """Return how many letters each partner has."""
        with self.transaction() as env:
            return [
                len(partner.message_ids.filtered("attachment_ids"))
                for partner in env["res.partner"].browse(self.partner_ids)
            ]

    def test_killed_while_posting_and_while_sending(self):
        self.assertFalse(self.work(last=-1))
        self.assertEqual(self.count_posted(), [0, 0, 0])
        # The first mail is kept as sent, the second was in hand
        kept, _in_hand = self.work(last=2)
        self.assertEqual(sorted(self.count_posted()), [0, 1, 1])
        # What was in hand goes out again, the first does not
        self.assertEqual(sorted(self.work()), sorted({*self.addresses} - {kept}))
        self.assertEqual(self.count_posted(), [1, 1, 1])
        with self.transaction() as env:
            batch = env["account.note.batch"].browse(self.batch_id)
            self.assertEqual((batch.state, batch.done_count), ("done", 3))
            self.assertFalse(env["account.note.batch.attempt"].search([]))
