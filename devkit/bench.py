"""What `./dev bench` measures, in Odoo's shell: reversing posted invoices.

Writes {"statements": ..., "seconds": ...} for one `_reverse_moves` of many invoices.
"""

import json
import os
import time
from pathlib import Path

from odoo import Command

INVOICES = int(os.environ["BENCH_INVOICES"])

lines = [
    Command.create({"name": name, "quantity": 3, "price_unit": price})
    for name, price in (("Desk", 450.0), ("Chair", 180.0), ("Lamp", 60.0))
]
partner = env["res.partner"].create({"name": "Quiet Offices"})
invoices = env["account.move"].create(
    [{"move_type": "out_invoice", "partner_id": partner.id, "invoice_line_ids": lines}]
    * INVOICES
)
invoices.action_post()
env.flush_all()
env.invalidate_all()

statements, start = env.cr.sql_log_count, time.perf_counter()
invoices._reverse_moves([{"date": invoice.date} for invoice in invoices], cancel=True)
env.flush_all()
result = {
    "statements": env.cr.sql_log_count - statements,
    "seconds": time.perf_counter() - start,
}
Path(os.environ["BENCH_OUT"]).write_text(json.dumps(result))
