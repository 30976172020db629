"""What does not go together, done by two connections at once.

`./dev races` runs it on a database of its own, NOTE_ROUNDS times a kind. Elsewhere it
is skipped, for what it commits stays.
"""

import logging
import os
import sys
from collections import Counter
from functools import partial
from unittest import skipUnless

from odoo.tests import tagged

from .random_laws import LAWS
from .two_connections import TwoConnections

ROUNDS = int(os.environ.get("NOTE_ROUNDS", 0))
CHOSEN = list(filter(None, os.environ.get("NOTE_RACES", "").split(",")))
APPROVER = "account_credit_debit_note.group_note_approver"
HEADS = ("both", "one", "none", "repeated", "broken")

# What must be true of all books, whoever was first; each finds what breaks it
ALL_LAWS = {
    **LAWS,
    "more settled than there is": """
        SELECT l.id FROM account_move_line l
          JOIN account_partial_reconcile p
            ON l.id IN (p.debit_move_id, p.credit_move_id)
         GROUP BY l.id HAVING sum(p.amount) > abs(l.balance) + 0.005""",
    "one number twice": """
        SELECT name FROM account_move WHERE state = 'posted'
         GROUP BY journal_id, name HAVING count(*) > 1""",
    "two notes of one row or key": """
        SELECT i.name FROM account_move i
          JOIN account_move n ON n.reversed_entry_id = i.id WHERE i.ref LIKE 'once%%'
         GROUP BY i.id HAVING count(*) > 1""",
    "a final document is a draft": """
        SELECT id FROM account_move
         WHERE finalized_on IS NOT NULL AND state != 'posted'""",
    "posted as nobody approved it": """
        SELECT id FROM account_move
         WHERE state = 'posted' AND ref = 'approve' AND amount_total != 60""",
}


def say(text):
    sys.stdout.write(f"{text}\n")


def act(record, *methods, user=None):
    """Return what calls methods of a record, on a connection of its own."""
    model, record_id = record._name, record.id

    def call(env):
        for method in methods:
            getattr(env(user=user)[model].browse(record_id), method)()

    return call


class Races(TwoConnections):
    """A method for each kind: it makes documents, and returns two acts.

    What it returns besides is tried afterwards.
    """

    def document(self, env, move_type="out_invoice", price=100.0, journal=0, **values):
        move = self.make_move(env, move_type, journal, price, **values)
        move.action_post()
        return move

    def draft(self, env, origin, price=60.0, journal=0, **values):
        values["reversed_entry_id"] = origin.id
        return self.make_move(env, "out_refund", journal, price, **values)

    def apply_to(self, credit, item, amount=60.0):
        share = {"credit_id": credit.id, "invoice_id": item.id, "amount": amount}
        return lambda env: env["account.note.api"].apply_credit({"shares": [share]})

    def apply_twice(self, env):
        credit = self.document(env, "out_refund")
        return [self.apply_to(credit, self.document(env)) for _each in "ab"]

    def apply_and_reset(self, env):
        credit = self.document(env, "out_refund")
        return self.apply_to(credit, self.document(env)), act(credit, "button_draft")

    def post_twice(self, env):
        invoice = self.document(env)
        return [act(self.draft(env, invoice), "action_post") for _each in "ab"]

    def post_and(self, method, env):
        invoice = self.document(env)
        return act(self.draft(env, invoice), "action_post"), act(invoice, method)

    def post_and_cancel_debit(self, env):
        debit = self.document(env, debit_origin_id=self.document(env).id)
        return act(self.draft(env, debit), "action_post"), act(debit, "button_cancel")

    def cancel_and_take_back(self, env):
        note = self.draft(env, self.document(env))
        note.action_post()
        values = {"price": 60.0, "reversed_entry_id": note.id}
        back = self.make_move(env, "out_invoice", 0, **values)
        return act(back, "action_post"), act(note, "button_cancel")

    def number_twice(self, env):
        env["account.journal"].browse(self.journal_ids[1]).note_numbering = "origin"
        invoice = self.document(env, journal=1)
        notes = [self.draft(env, invoice, 10.0, journal=1) for _each in "ab"]
        return [act(note, "action_post") for note in notes]

    def finalize_and(self, methods, env):
        note = self.draft(env, self.document(env))
        note.action_post()
        return act(note, "action_finalize"), act(note, *methods)

    def same_key(self, env):
        invoice = self.document(env, ref="once")
        request = {"invoice_ids": invoice.ids, "idempotency_key": f"once-{invoice.id}"}

        def ask(env):
            env["account.note.api"].create_credit_note(request)

        return ask, partial(ask)

    def two_workers(self, env):
        invoices = [self.document(env, ref="once") for _each in "abcd"]
        moves = env["account.move"].union(*invoices)
        batch = env["account.note.batch"]._make("credit", {"state": "posted"}, moves)
        batch._start()
        return [act(batch, "_try_chunk") for _each in "ab"]

    def approve_and_write(self, env):
        env.company.note_approval_threshold = 50.0
        note = self.draft(env, self.document(env), ref="approve")
        note.action_request_note_approval()
        approve = act(note, "action_approve_notes", user=self.get_chief(env).id)
        note_id = note.id

        def write(env):
            env["account.move"].browse(note_id).invoice_line_ids.price_unit = 90.0

        return approve, write, act(note, "action_post")

    def get_chief(self, env):
        users = env["res.users"].with_context(no_reset_password=True)
        groups = env.ref("account.group_account_invoice") | env.ref(APPROVER)
        values = {"name": "Chief", "login": "chief", "group_ids": groups.ids}
        return users.search([("login", "=", "chief")]) or users.create(values)

    def remove_everything(self):
        """The database goes, and what is final would not."""


KINDS = {
    "apply/apply": Races.apply_twice,
    "apply/reset": Races.apply_and_reset,
    "post/post": Races.post_twice,
    "post/reset": lambda self, env: self.post_and("button_draft", env),
    "post/cancel": lambda self, env: self.post_and("button_cancel", env),
    "post/cancel debit note": Races.post_and_cancel_debit,
    "take back/cancel": Races.cancel_and_take_back,
    "number/number": Races.number_twice,
    "finalize/reset": lambda self, env: self.finalize_and(["button_draft"], env),
    "finalize/delete": lambda self, env: self.finalize_and(
        ["button_draft", "unlink"], env
    ),
    "key/key": Races.same_key,
    "worker/worker": Races.two_workers,
    # The last: it leaves a limit of approval behind
    "approve/write": Races.approve_and_write,
}


@tagged("post_install", "-at_install")
@skipUnless(ROUNDS, "./dev races runs it")
class TestRaces(Races):
    """Both look at the books first: each has a picture without the other's work."""

    def find_broken(self):
        with self.transaction() as env:
            names = {"company": env.company.id, "currency": env.company.currency_id.id}
            for law, query in ALL_LAWS.items():
                env.cr.execute(query, names)
                if env.cr.fetchone():
                    yield law

    def race(self, make, known):
        """Run a kind; return its counts. Laws that were broken before count no more."""
        found = Counter()
        for _round in range(ROUNDS):
            with self.transaction() as env:
                acts = make(self, env)
            outcomes, tries = self.do_at_once(lambda env, act: act(env), acts[:2])
            for afterwards in acts[2:]:
                self.do_at_once(lambda env, act: act(env), [afterwards])
            found[("none", "one", "both")[outcomes.count("done")]] += 1
            found["repeated"] += len(tries) > 2
            found["broken"] += 2 - len(outcomes)  # its error is above
            for law in set(self.find_broken()) - known:
                found["broken"] += 1
                known.add(law)
                say(f"    {law}")
        return found

    def test_laws_hold_whoever_is_first(self):
        for name in ("odoo.sql_db", "odoo.service.model"):
            # Transactions that fail to serialize are what this is about
            logging.getLogger(name).setLevel(logging.CRITICAL)
        known = set(self.find_broken())
        for law in known:
            say(f"    before all races: {law}")
        say(f"\n| of two at once | {' | '.join(HEADS)} |\n|---|{'---:|' * len(HEADS)}")
        broken = 0
        for name, make in KINDS.items():
            if not CHOSEN or name in CHOSEN:
                found = self.race(make, known)
                say(f"| {name} | {' | '.join(str(found[h]) for h in HEADS)} |")
                broken += found["broken"]
        self.assertFalse(broken)
