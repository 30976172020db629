from contextlib import contextmanager
from functools import partial
from threading import Barrier, Thread
from unittest.mock import patch

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase
from odoo.tests.common import get_db_name


class TwoConnections(BaseCase):
    """Two people with a connection each, whose work is really committed."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        # The retry waits at random before it repeats; what it waits for is over
        pause = patch("odoo.service.model.time.sleep")
        pause.start()
        self.addCleanup(pause.stop)
        self.records = []
        with self.transaction() as env:
            self.make_books(env)
            self.make_documents(env)
        self.addCleanup(self.remove_everything)

    def make_documents(self, env):
        """Make the documents of a test."""

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

    def make_move(self, env, move_type, journal, price=100.0, **values):
        line = {"name": "Desk", "quantity": 1, "price_unit": price, "tax_ids": []}
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
            # Nobody removes its records, so the database has to
            env.cr.execute(
                "DELETE FROM account_note_application WHERE partner_id = %s",
                [self.partner_id],
            )
            for model, record_id in reversed(self.records):
                env[model].browse(record_id).unlink()

    def post(self, env, note_id):
        env["account.move"].browse(note_id).action_post()

    def post_at_once(self, note_ids):
        """Post documents at once.

        :return: what became of them ("done" or the refusal), and every try
        """
        return self.do_at_once(self.post, note_ids)

    def do_at_once(self, action, keys):
        """Do something by one thread each, after each has looked at the books.

        :param action: a function of an environment and a key
        :return: what became of them ("done" or the refusal), and every try
        """
        all_have_looked = Barrier(len(keys), timeout=60)
        outcomes, tries = [], []

        def act(env, key):
            env.cr.execute("SELECT 1 FROM account_move LIMIT 1")
            tries.append(key)
            if tries.count(key) == 1:
                all_have_looked.wait()
            action(env, key)

        def run(key):
            try:
                with self.transaction() as env:
                    retrying(partial(act, env, key), env)
            except UserError as refusal:
                outcomes.append(str(refusal))
            else:
                outcomes.append("done")

        threads = [Thread(target=run, args=(key,)) for key in keys]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        return outcomes, tries
