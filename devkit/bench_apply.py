"""What `./dev bench apply` measures, in Odoo's shell: one credit for many invoices.

Writes {size: {way: {"statements": ..., "seconds": ...}}}. Each way starts from the same
documents and is rolled back.
"""

import json
import os
import time
from pathlib import Path

from odoo import Command

SIZES = [int(size) for size in os.environ["BENCH_SIZES"].split(",")]
PRICE = 100.0

partner = env["res.partner"].create({"name": "Quiet Offices"})


def document(move_type, price):
    line = {"name": "Desk", "price_unit": price, "tax_ids": [Command.clear()]}
    return {
        "move_type": move_type,
        "partner_id": partner.id,
        "invoice_payment_term_id": False,
        "invoice_line_ids": [Command.create(line)],
    }


def one_by_one(credit, items):
    for item in items:
        item.move_id.js_assign_outstanding_line(credit.id)


def all_at_once(credit, items):
    (credit | items).reconcile()


def this_addon(credit, items):
    items._apply_credits([(credit, item, PRICE) for item in items])


def measure(way, credit, items):
    env.flush_all()
    env.invalidate_all()
    with env.cr.savepoint() as savepoint:
        statements, start = env.cr.sql_log_count, time.perf_counter()
        way(credit, items)
        env.flush_all()
        seconds = time.perf_counter() - start
        statements = env.cr.sql_log_count - statements
        open_items = items.filtered("amount_residual")
        assert not open_items and not credit.amount_residual, way.__name__
        savepoint.rollback()
    env.invalidate_all()
    return {"statements": statements / len(items), "seconds": seconds}


results = {}
for size in SIZES:
    invoices = env["account.move"].create([document("out_invoice", PRICE)] * size)
    note = env["account.move"].create(document("out_refund", PRICE * size))
    (invoices | note).action_post()
    lines = (invoices.line_ids, note.line_ids)
    items, credit = (own.filtered("date_maturity") for own in lines)
    results[size] = {
        way.__name__: measure(way, credit, items)
        for way in (this_addon, all_at_once, one_by_one)
    }
Path(os.environ["BENCH_OUT"]).write_text(json.dumps(results))
