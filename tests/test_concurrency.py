from psycopg2.errors import SerializationFailure

from odoo import Command
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from .two_connections import TwoConnections


@tagged("post_install", "-at_install")
class TestConcurrency(TwoConnections):
    """Two people, two connections, real commits: one note too many is refused.

    The invoice is paid and each note has a journal of its own, so that it is the
    guard that makes the two meet, and neither a settlement nor a series of numbers.
    """

    def make_documents(self, env):
        self.invoice_id = self.make_paid_invoice(env).id
        self.note_ids = [
            self.make_move(
                env, "out_refund", number, reversed_entry_id=self.invoice_id
            ).id
            for number in (1, 2)
        ]

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
        outcomes, tries = self.post_at_once(self.note_ids)
        self.assertEqual(sorted(self.states()), ["draft", "posted"])
        refusal, posted = sorted(outcomes, key=lambda text: text == "done")
        self.assertEqual(posted, "done")
        self.assertIn("cannot be credited", refusal)
        self.assertEqual(len(tries), 3, "one of the two was repeated once")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_same_note_twice_at_the_same_time(self):
        outcomes, _tries = self.do_at_once(
            lambda env, _key: self.post(env, self.note_ids[0]), ["first", "second"]
        )
        self.assertEqual(outcomes.count("done"), 1, outcomes)
        self.assertEqual(self.states(), ["posted", "draft"])

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
