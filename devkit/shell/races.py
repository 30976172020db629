"""What `./dev races` runs in Odoo's shell: each kind RACE_ROUNDS times, as a table.

A kind makes its documents and returns two acts, and what is tried afterwards. Both
threads look at the books first: each has a picture without the other's work.
"""

import logging
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from runpy import run_path
from threading import Barrier
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.service.model import retrying

from odoo.addons import account_credit_debit_note as addon

from devkit.shell.common import document

ROUNDS = int(os.environ["RACE_ROUNDS"])
CHOSEN = os.environ["RACE_KINDS"].split()
APPROVER = "account_credit_debit_note.group_note_approver"

# What must be true of all books, whoever was first; each finds what breaks it
LAWS = {
    **run_path(str(Path(addon.__file__).parent / "tests/random_laws.py"))["LAWS"],
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
OF_COMPANY = {"company": env.company.id, "currency": env.company.currency_id.id}


def transaction():
    return env.registry.cursor()


class Books:
    """Short words for the documents of a race."""

    def __init__(self, case):
        self.env = case
        self.moves = case["account.move"]
        self.partner = case["res.partner"].create({"name": "At once"})

    def document(self, kind="out_invoice", amount=100.0, post=True, **values):
        values |= {"invoice_date": "2026-03-10", "invoice_payment_term_id": False}
        values |= {"partner_id": self.partner.id, "taxes": self.env["account.tax"]}
        return document(self.env, kind, amount, post=post, **values)

    def note(self, origin, amount=60.0, post=False, **values):
        values["reversed_entry_id"] = origin and origin.id
        return self.document("out_refund", amount, post, **values)


def act(record, *methods):
    """Return what calls methods of a record, on a connection of its own."""
    model, record_id = record._name, record.id

    def call(case):
        for method in methods:
            getattr(case[model].browse(record_id), method)()

    return call


def apply_to(credit, item, amount=60.0):
    share = {"credit_id": credit.id, "invoice_id": item.id, "amount": amount}
    return lambda case: case["account.note.api"].apply_credit({"shares": [share]})


def apply_twice(books):
    credit = books.note(None, 100.0, post=True)
    return [apply_to(credit, books.document()) for _each in "ab"]


def apply_and_reset(books):
    credit = books.note(None, 100.0, post=True)
    return apply_to(credit, books.document()), act(credit, "button_draft")


def post_twice(books):
    invoice = books.document()
    return [act(books.note(invoice), "action_post") for _each in "ab"]


def post_and(method):
    def make(books):
        invoice = books.document()
        return act(books.note(invoice), "action_post"), act(invoice, method)

    return make


def post_and_cancel_debit(books):
    debit = books.document(debit_origin_id=books.document().id)
    return act(books.note(debit), "action_post"), act(debit, "button_cancel")


def cancel_and_take_back(books):
    note = books.note(books.document(), post=True)
    back = books.document(amount=60.0, post=False, reversed_entry_id=note.id)
    return act(back, "action_post"), act(note, "button_cancel")


def number_twice(books):
    journals = books.env["account.journal"]
    sales = journals.search([("type", "=", "sale")], limit=1)
    journal = journals.search([("code", "=", "RACE")]) or journals.create(
        {
            "name": "Races",
            "code": "RACE",
            "type": "sale",
            "default_account_id": sales.default_account_id.id,
            "note_numbering": "origin",
        }
    )
    invoice = books.document(journal_id=journal.id)
    notes = [books.note(invoice, 10.0, journal_id=journal.id) for _each in "ab"]
    return [act(note, "action_post") for note in notes]


def approve_and_write(books):
    books.env.company.note_approval_threshold = 50.0
    chief = get_chief(books.env)
    note = books.note(books.document(), ref="approve")
    note.action_request_note_approval()
    approve, note_id = act(note, "action_approve_notes"), note.id

    def write(case):
        case["account.move"].browse(note_id).invoice_line_ids.price_unit = 90.0

    return lambda case: approve(case(user=chief.id)), write, act(note, "action_post")


def get_chief(case):
    users = case["res.users"].with_context(no_reset_password=True)
    groups = case.ref("account.group_account_invoice") | case.ref(APPROVER)
    values = {"name": "Chief", "login": "chief", "group_ids": groups.ids}
    return users.search([("login", "=", "chief")]) or users.create(values)


def finalize_and(*methods):
    def make(books):
        note = books.note(books.document(), post=True)
        return act(note, "action_finalize"), act(note, *methods)

    return make


def same_key(books):
    invoice = books.document(ref="once")
    request = {"invoice_ids": invoice.ids, "idempotency_key": f"once-{invoice.id}"}
    return [lambda case: case["account.note.api"].create_credit_note(request)] * 2


def two_workers(books):
    invoices = books.moves.union(*(books.document(ref="once") for _each in "abcd"))
    batches = books.env["account.note.batch"]
    batch = batches._make("credit", {"state": "posted"}, invoices)
    batch._start()
    return [act(batch, "_try_chunk")] * 2


KINDS = {
    "apply/apply": apply_twice,
    "apply/reset": apply_and_reset,
    "post/post": post_twice,
    "post/reset": post_and("button_draft"),
    "post/cancel": post_and("button_cancel"),
    "post/cancel debit note": post_and_cancel_debit,
    "take back/cancel": cancel_and_take_back,
    "number/number": number_twice,
    "finalize/reset": finalize_and("button_draft"),
    "finalize/delete": finalize_and("button_draft", "unlink"),
    "key/key": same_key,
    "worker/worker": two_workers,
    # The last: it leaves a limit of approval behind
    "approve/write": approve_and_write,
}


def run_at_once(acts):
    """Return what became of the acts, and how many tries it took."""
    barrier, tries = Barrier(len(acts), timeout=60), []

    def run(place):
        def attempt(case):
            case.cr.execute("SELECT 1 FROM account_move LIMIT 1")
            tries.append(place)
            if tries.count(place) == 1:
                barrier.wait()
            acts[place](case)

        return try_to(attempt)

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, range(len(acts)))), len(tries)


def try_to(action):
    """Return "done", "refused", or the fault that it ended with."""
    try:
        with transaction() as cr:
            case = api.Environment(cr, SUPERUSER_ID, {})
            retrying(partial(action, case), case)
    except UserError:
        return "refused"
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"[:200]
    return "done"


def find_broken():
    with transaction() as cr:
        for law, query in LAWS.items():
            cr.execute(query, OF_COMPANY)
            if cr.fetchone():
                yield law


def race(make, known):
    """Run a kind; return its counts. Laws that were broken before count no more."""
    found = Counter()
    for _round in range(ROUNDS):
        with transaction() as cr:
            acts = make(Books(api.Environment(cr, SUPERUSER_ID, {})))
        outcomes, tries = run_at_once(acts[:2])
        for afterwards in acts[2:]:
            try_to(afterwards)
        found[("none", "one", "both")[outcomes.count("done")]] += 1
        found["repeated"] += tries > 2
        faults = {text for text in outcomes if text not in ("done", "refused")}
        for law in faults | set(find_broken()) - known:
            found["broken"] += 1
            known.add(law)
            print(f"    {law}")
    return found


def main():
    for name in ("odoo.sql_db", "odoo.service.model"):
        # Transactions that fail to serialize are what this is about
        logging.getLogger(name).setLevel(logging.CRITICAL)
    known = set(find_broken())
    for law in known:
        print(f"    before all races: {law}")
    heads = ("both", "one", "none", "repeated", "broken")
    print(f"| of two at once | {' | '.join(heads)} |")
    print(f"|---|{'---:|' * len(heads)}")
    broken = 0
    # What is refused waits at random before it is tried again; here it need not
    with patch("odoo.service.model.time.sleep"):
        for name, make in KINDS.items():
            if not CHOSEN or name in CHOSEN:
                found = race(make, known)
                print(f"| {name} | {' | '.join(str(found[h]) for h in heads)} |")
                broken += found["broken"]
    if broken:
        raise SystemExit(1)


main()
