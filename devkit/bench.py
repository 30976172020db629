"""What `./dev bench reverse` measures, in Odoo's shell: reversing posted invoices.

Writes {size: {way: {"statements": ..., "seconds": ...}}}, statements for each invoice.
`drafts` and `method` are one `_reverse_moves`, without settlement and with it; `window`
is the wizard, which makes drafts, `replace` the same with Reverse and Create Invoice,
`debit` the wizard of debit notes; `api` the addon's door for programs, which posts and
settles. BENCH_WAYS chooses some of them. Each starts from the same invoices and is
rolled back. Seconds are those of Odoo's processor: a busy machine counts less.
"""

import json
import os
import time
from pathlib import Path

from odoo import Command

SIZES = [int(size) for size in os.environ["BENCH_SIZES"].split(",")]

tax = env["account.tax"].create({"name": "Bench", "amount": 15.0})
taxed = {"quantity": 3, "tax_ids": [Command.set(tax.ids)]}
lines = [
    Command.create({"name": name, "price_unit": price, **taxed})
    for name, price in (("Desk", 450.0), ("Chair", 180.0), ("Lamp", 60.0))
]
partner = env["res.partner"].create({"name": "Quiet Offices"})
moves = env["account.move"]
document = {
    "move_type": "out_invoice",
    "partner_id": partner.id,
    "invoice_line_ids": lines,
}


def method(invoices):
    dates = [{"date": invoice.date} for invoice in invoices]
    return invoices._reverse_moves(dates, cancel=True)


def drafts(invoices):
    return invoices._reverse_moves([{"date": invoice.date} for invoice in invoices])


def window(invoices):
    found = env["account.move.reversal"].with_context(
        active_model="account.move", active_ids=invoices.ids
    )
    wizard = found.create({"journal_id": invoices.journal_id.id})
    wizard.refund_moves()
    return wizard.new_move_ids


def replace(invoices):
    found = env["account.move.reversal"].with_context(
        active_model="account.move", active_ids=invoices.ids
    )
    wizard = found.create({"journal_id": invoices.journal_id.id})
    wizard.modify_moves()
    return wizard.new_move_ids


def debit(invoices):
    found = env["account.debit.note"].with_context(
        active_model="account.move", active_ids=invoices.ids
    )
    found.create({"copy_lines": True}).create_debit()
    return invoices.debit_note_ids


def api(invoices):
    found = env["account.note.api"].create_credit_note(
        {"invoice_ids": invoices.ids, "state": "posted"}
    )
    return moves.browse(note["id"] for note in found["notes"])


def measure(way, invoices):
    env.flush_all()
    env.invalidate_all()
    with env.cr.savepoint() as savepoint:
        statements, start = env.cr.sql_log_count, time.process_time()
        notes = way(invoices)
        env.flush_all()
        seconds = time.process_time() - start
        statements = env.cr.sql_log_count - statements
        assert len(notes) == len(invoices), way.__name__
        assert notes.mapped("amount_total") == invoices.mapped("amount_total")
        savepoint.rollback()
    env.invalidate_all()
    return {"statements": statements / len(invoices), "seconds": seconds}


WAYS = [drafts, method, window, replace, debit]
if "account.note.api" in env:
    WAYS.append(api)
wanted = os.environ["BENCH_WAYS"].split(",")
WAYS = [way for way in WAYS if way.__name__ in wanted or wanted == ["all"]]
results = {}
for size in SIZES:
    invoices = moves.create([document] * size)
    invoices.action_post()
    results[size] = {way.__name__: measure(way, invoices) for way in WAYS}
Path(os.environ["BENCH_OUT"]).write_text(json.dumps(results))
