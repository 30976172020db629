"""What `./dev bench ordinary` measures, in Odoo's shell: documents that are no notes.

Writes {job: {"statements": ..., "seconds": ...}}. Each job but paying is done several
times, the median counts. Seconds are those of Odoo's processor: a busy machine counts
less.
"""

import json
import os
import time
from pathlib import Path
from statistics import median

from odoo import Command
from odoo.tests import Form

INVOICES = int(os.environ["BENCH_INVOICES"])
ROUNDS = 9

tax = env["account.tax"].create({"name": "Bench", "amount": 15.0})
taxed = {"quantity": 3, "tax_ids": [Command.set(tax.ids)]}
lines = [
    Command.create({"name": name, "price_unit": price, **taxed})
    for name, price in (("Desk", 450.0), ("Chair", 180.0), ("Lamp", 60.0))
]
partners = env["res.partner"].create(
    [{"name": f"Quiet Offices {number}"} for number in range(10)]
)
documents = [
    {
        "move_type": "out_invoice",
        "partner_id": partners[number % len(partners)].id,
        "invoice_line_ids": lines,
    }
    for number in range(INVOICES)
]


def measure(job):
    env.flush_all()
    env.invalidate_all()
    statements, start = env.cr.sql_log_count, time.process_time()
    job()
    env.flush_all()
    seconds = time.process_time() - start
    return {"statements": env.cr.sql_log_count - statements, "seconds": seconds}


def get_median(found):
    return {key: median(each[key] for each in found) for key in found[0]}


def measure_reading(job):
    job()  # what is loaded once for all counts for none
    return get_median([measure(job) for _round in range(ROUNDS)])


def measure_making():
    """Create and post the invoices several times, and keep the last of them."""
    created, posted, made = [], [], env["account.move"]

    def create():
        nonlocal made
        made = env["account.move"].create(documents)

    for _round in range(ROUNDS):
        savepoint = env.cr.savepoint()
        created.append(measure(create))
        posted.append(measure(lambda: made.action_post()))
        savepoint.close(rollback=_round < ROUNDS - 1)
    return made, get_median(created), get_median(posted)


def pay():
    for invoice in invoices:
        window = env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        window.create({})._create_payments()


def read_list():
    view = env["account.move"].get_view(
        env.ref("account.view_out_invoice_tree").id, "list"
    )
    asked = {name: {} for name in view["models"]["account.move"]}
    domain = [("move_type", "=", "out_invoice")]
    env["account.move"].web_search_read(domain, asked, limit=80)


def read_form():
    invoices[0].web_read(form_fields)


# What is loaded once for all counts for none
env["account.move"].create(documents[:1]).action_post()
invoices, created, posted = measure_making()
result = {"create": created, "post": posted}
form_fields = Form(invoices[0])._view["fields_spec"]
result["read the list"] = measure_reading(read_list)
result["read the form"] = measure_reading(read_form)
result["register payments"] = measure(pay)
assert set(invoices.mapped("payment_state")) <= {"in_payment", "paid"}
Path(os.environ["BENCH_OUT"]).write_text(json.dumps(result))
