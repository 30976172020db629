"""What `./dev bench print` measures, in Odoo's shell: printing applied credit notes.

Writes {size: {"statements": ..., "seconds": ..., "pdf": ...}}: the pages as HTML, and
the seconds of the whole PDF.
"""

import json
import os
import time
from pathlib import Path

from odoo import Command

SIZES = [int(size) for size in os.environ["BENCH_SIZES"].split(",")]
REPORT = "account.account_invoices"

lines = [
    Command.create({"name": name, "quantity": 3, "price_unit": price})
    for name, price in (("Desk", 450.0), ("Chair", 180.0), ("Lamp", 60.0))
]
partners = env["res.partner"].create(
    [{"name": f"Quiet Offices {number}"} for number in range(max(SIZES))]
)
invoices = env["account.move"].create(
    [
        {
            "move_type": "out_invoice",
            "partner_id": partner.id,
            "invoice_line_ids": lines,
        }
        for partner in partners
    ]
)
invoices.action_post()
notes = invoices._reverse_moves([{"date": each.date} for each in invoices], cancel=True)
reports = env["ir.actions.report"]


def measure(found):
    env.flush_all()
    env.invalidate_all()
    statements, start = env.cr.sql_log_count, time.perf_counter()
    reports._render_qweb_html(REPORT, found.ids)
    seconds = time.perf_counter() - start
    statements = env.cr.sql_log_count - statements
    start = time.perf_counter()
    reports.with_context(force_report_rendering=True)._render_qweb_pdf(
        REPORT, found.ids
    )
    return {
        "statements": statements,
        "seconds": seconds,
        "pdf": time.perf_counter() - start,
    }


# The templates are compiled once for all
reports._render_qweb_html(REPORT, notes[0].ids)
results = {size: measure(notes[:size]) for size in SIZES}
Path(os.environ["BENCH_OUT"]).write_text(json.dumps(results))
