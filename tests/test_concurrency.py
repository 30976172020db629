from contextlib import contextmanager
from functools import partial
from threading import Barrier, Thread
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestConcurrency(BaseCase):
    """Two people, two connections, real commits: one note too many is refused.

    The invoice is paid and each note has a journal of its own, so that it is the
    guard that makes the two meet, and neither a settlement nor a series of numbers.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        # The retry waits at random before it repeats; what it waits for is over
        pause = patch("odoo.service.model.time.sleep")
        pause.start()
        self.addCleanup(pause.stop)
        with self.transaction() as env:
            self.records = []
            self.make_books(env)
            self.invoice_id = self.make_paid_invoice(env).id
            self.note_ids = [
                self.make_move(
                    env, "out_refund", number, reversed_entry_id=self.invoice_id
                ).id
                for number in (1, 2)
            ]
        self.addCleanup(self.remove_everything)

    @contextmanager
    def transaction(self):
        """A connection of its own, committed in the end."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def keep(self, record):
        self.records.append((record._name, record.id))
        return record

    def make_books(self, env):
        receivable, self.income = (
            self.keep(
                env["account.account"].create(
                    {"name": kind, "code": code, "account_type": kind}
                )
            )
            for kind, code in [("asset_receivable", "ZZ1"), ("income", "ZZ2")]
        )
        self.journal_ids = [
            self.keep(
                env["account.journal"].create(
                    {
                        "name": f"Sales {number}",
                        "code": f"ZZ{number}",
                        "type": "sale",
                        "default_account_id": self.income.id,
                    }
                )
            ).id
            for number in range(3)
        ]
        self.partner_id = self.keep(
            env["res.partner"].create(
                {
                    "name": "Two at once",
                    "property_account_receivable_id": receivable.id,
                }
            )
        ).id

    def make_paid_invoice(self, env):
        invoice = self.make_move(env, "out_invoice", 0)
        invoice.action_post()
        open_item = invoice.line_ids.filtered("account_id.reconcile")
        journal = env["account.journal"].create(
            {"name": "Entries", "code": "ZZ9", "type": "general"}
        )
        payment = env["account.move"].create(
            {
                "journal_id": self.keep(journal).id,
                "date": "2026-03-10",
                "line_ids": [
                    Command.create(
                        {
                            "account_id": account.id,
                            "partner_id": self.partner_id,
                            "balance": balance,
                        }
                    )
                    for account, balance in [
                        (open_item.account_id, -100.0),
                        (self.income, 100.0),
                    ]
                ],
            }
        )
        payment.action_post()
        (payment.line_ids | invoice.line_ids).filtered(
            "account_id.reconcile"
        ).reconcile()
        return invoice

    def make_move(self, env, move_type, journal, **values):
        line = {"name": "Desk", "quantity": 1, "price_unit": 100.0, "tax_ids": []}
        return env["account.move"].create(
            {
                "move_type": move_type,
                "journal_id": self.journal_ids[journal],
                "partner_id": self.partner_id,
                "invoice_date": "2026-03-10",
                "invoice_line_ids": [Command.create(line)],
                **values,
            }
        )

    def remove_everything(self):
        with self.transaction() as env:
            moves = env["account.move"].search(
                [("line_ids.partner_id", "=", self.partner_id)]
            )
            moves.filtered(lambda move: move.state == "posted").button_draft()
            moves.with_context(force_delete=True).unlink()
            for model, record_id in reversed(self.records):
                env[model].browse(record_id).unlink()

    def post(self, env, note_id):
        env["account.move"].browse(note_id).action_post()

    def states(self):
        with self.transaction() as env:
            return env["account.move"].browse(self.note_ids).mapped("state")

    @mute_logger("odoo.sql_db")
    def test_second_transaction_fails_to_serialize(self):
        with self.transaction() as second:
            # Its picture of the database is taken here, before the first commits
            second.cr.execute("SELECT 1 FROM account_move LIMIT 1")
            with self.transaction() as first:
                self.post(first, self.note_ids[0])
            with self.assertRaises(SerializationFailure):
                self.post(second, self.note_ids[1])
            second.cr.rollback()
        self.assertEqual(self.states(), ["posted", "draft"])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_repeated_transaction_is_refused_by_the_guard(self):
        tries = []
        with self.transaction() as second:

            def post_second():
                second.cr.execute("SELECT 1 FROM account_move LIMIT 1")
                tries.append(len(tries))
                if len(tries) == 1:
                    with self.transaction() as first:
                        self.post(first, self.note_ids[0])
                self.post(second, self.note_ids[1])

            with self.assertRaises(UserError) as refusal:
                retrying(post_second, second)
            second.cr.rollback()
        self.assertEqual(len(tries), 2)
        self.assertIn("cannot be credited", str(refusal.exception))
        self.assertEqual(self.states(), ["posted", "draft"])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_of_two_at_the_same_time_exactly_one_is_posted(self):
        both_have_looked, outcomes, tries = Barrier(2, timeout=60), [], []

        def post(env, note_id):
            env.cr.execute("SELECT 1 FROM account_move LIMIT 1")
            tries.append(note_id)
            if tries.count(note_id) == 1:
                both_have_looked.wait()
            self.post(env, note_id)

        def run(note_id):
            try:
                with self.transaction() as env:
                    retrying(partial(post, env, note_id), env)
            except UserError as refusal:
                outcomes.append(str(refusal))
            else:
                outcomes.append("posted")

        threads = [Thread(target=run, args=(note_id,)) for note_id in self.note_ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        self.assertEqual(sorted(self.states()), ["draft", "posted"])
        refusal, posted = sorted(outcomes, key=lambda text: text == "posted")
        self.assertEqual(posted, "posted")
        self.assertIn("cannot be credited", refusal)
        self.assertEqual(len(tries), 3, "one of the two was repeated once")

    @mute_logger("odoo.sql_db")
    def test_debit_note_does_not_go_while_it_is_credited(self):
        with self.transaction() as env:
            debit = self.make_move(
                env, "out_invoice", 0, debit_origin_id=self.invoice_id
            )
            debit.action_post()
            self.post(env, self.note_ids[0])
        with self.transaction() as second:
            second.cr.execute("SELECT 1 FROM account_move LIMIT 1")
            with self.transaction() as first:
                self.post(first, self.note_ids[1])
            with self.assertRaises(SerializationFailure):
                second["account.move"].browse(debit.id).button_draft()
            second.cr.rollback()
        self.assertEqual(self.states(), ["posted", "posted"])
