"""What `./dev bench reports` measures, in Odoo's shell: reports over large books.

Writes {"items": ..., "notes": ..., "seconds": {report: ...}}. Each report is asked as
the web client asks for it.
"""

import json
import os
import sys
import time
from pathlib import Path

sys.path.append(os.environ["BENCH_DEVKIT"])

import books

items = books.fill(env, int(os.environ["BENCH_INVOICES"]), notes_every=20)
analysis = env["account.note.analysis"]
customers = [("move_type", "in", ["out_invoice", "out_receipt", "out_refund"])]
notes = [("move_type", "in", ["out_refund", "in_refund"])]
year = [("invoice_date", ">=", "2025-01-01"), ("invoice_date", "<=", "2025-12-31")]
amounts = ["invoiced:sum", "debited:sum", "credited:sum", "credit_rate:avg"]


def ask(domain, by, measures):
    return lambda: analysis.formatted_read_group(domain, by, measures)


REPORTS = {
    "notes of a year by reason": ask(
        customers + notes + year,
        ["reason_id"],
        ["credited:sum", "note_id:count_distinct", "days_to_note:avg"],
    ),
    "notes of a year by month": ask(
        customers + notes + year, ["invoice_date:month"], ["credited:sum"]
    ),
    "rate of a year by partner": ask(customers + year, ["partner_id"], amounts),
    "rate of a year by product": ask(customers + year, ["product_id"], amounts),
    "rate of all years by partner": ask(customers, ["partner_id"], amounts),
    "first page of the list": lambda: analysis.web_search_read(
        customers + notes + year, {"move_id": {}, "credited": {}}, limit=80
    ),
    "open credits by partner": lambda: env[
        "account.note.open.credit"
    ].formatted_read_group([], ["partner_id"], ["open_amount:sum"]),
    "note audit": env["account.note.finding"].action_audit,
}


def measure(report):
    env.invalidate_all()
    start = time.perf_counter()
    report()
    env.flush_all()
    return time.perf_counter() - start


result = {
    "items": items,
    "notes": env["account.move"].search_count([("move_type", "=", "out_refund")]),
    "seconds": {name: measure(report) for name, report in REPORTS.items()},
    "findings": env["account.note.finding"].search_count([]),
}
Path(os.environ["BENCH_OUT"]).write_text(json.dumps(result))
