"""What `./dev bench` measures, in Odoo's shell; BENCH_JOB says what of it.

Writes {size: {way: {"statements": ..., "seconds": ...}}} as JSON to BENCH_OUT. Each way
starts from the same documents and is rolled back. Seconds are those of the processor,
of Odoo and PostgreSQL together, where a busy machine counts less, but for applying,
printing and reports.
"""

import json
import os
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median

from odoo import Command
from odoo.tests import Form

sys.path.append(os.environ["BENCH_SCRIPTS"])
JOB = os.environ["BENCH_JOB"]
SIZES = [] if JOB == "large" else [int(s) for s in os.environ["BENCH_SIZES"].split(",")]
ROUNDS = 9  # of what takes little time; the median counts

moves = env["account.move"]
partners = env["res.partner"].create(
    [{"name": f"Quiet Offices {number}"} for number in range(max(10, *SIZES))]
    if JOB == "print"
    else [{"name": f"Quiet Offices {number}"} for number in range(10)]
)
THREE = (("Desk", 450.0), ("Chair", 180.0), ("Lamp", 60.0))
FIVE = (*THREE, ("Mat", 25.0), ("Hook", 12.5))
env.cr.execute("SELECT pg_backend_pid()")
BACKEND = Path(f"/proc/{env.cr.fetchone()[0]}/schedstat")


def documents(count, *lines, move_type="out_invoice", taxes=(), quantity=3, **values):
    """The values of documents of some (name, price) lines."""
    taxed = {"quantity": quantity, "tax_ids": [Command.set(taxes)]}
    rows = [Command.create({"name": n, "price_unit": p, **taxed}) for n, p in lines]
    return [
        {
            "move_type": move_type,
            "partner_id": partners[number % len(partners)].id,
            "invoice_line_ids": rows,
            **values,
        }
        for number in range(count)
    ]


def processor():
    """Return the seconds of processor that Odoo and PostgreSQL spent so far."""
    return time.process_time() + int(BACKEND.read_text().split()[0]) / 1e9


def measure(work, clock=processor, check=None, keep=False):
    env.flush_all()
    env.invalidate_all()
    savepoint = env.cr.savepoint()
    statements, start = env.cr.sql_log_count, clock()
    result = work()
    env.flush_all()
    seconds = clock() - start
    statements = env.cr.sql_log_count - statements
    if check:
        check(result)
    savepoint.close(rollback=not keep)
    env.invalidate_all()
    kept = {"result": result} if keep else {}
    return {"statements": statements, "seconds": seconds, **kept}


def for_each(found, count):
    return {**found, "statements": found["statements"] / count}


def get_median(found):
    figures = ("statements", "seconds")
    return {figure: median(each[figure] for each in found) for figure in figures}


def open_window(model, records, **values):
    context = {"active_model": "account.move", "active_ids": records.ids}
    return env[model].with_context(**context).create(values)


def by_method(invoices, **options):
    return invoices._reverse_moves([{"date": i.date} for i in invoices], **options)


def by_window(invoices, action):
    journal = invoices.journal_id.id
    window = open_window("account.move.reversal", invoices, journal_id=journal)
    getattr(window, action)()
    return window.new_move_ids


def by_debit_window(invoices):
    open_window("account.debit.note", invoices, copy_lines=True).create_debit()
    return invoices.debit_note_ids


def by_api(invoices):
    wanted = {"invoice_ids": invoices.ids, "state": "posted"}
    found = env["account.note.api"].create_credit_note(wanted)
    return moves.browse(note["id"] for note in found["notes"])


# `method` settles, `window` makes drafts, `api` posts and settles
WAYS = {
    "drafts": by_method,
    "method": partial(by_method, cancel=True),
    "window": partial(by_window, action="refund_moves"),
    "replace": partial(by_window, action="modify_moves"),
    "debit": by_debit_window,
}
if "account.note.api" in env:
    WAYS["api"] = by_api


def reverse():
    """Credit and debit notes of posted invoices; BENCH_WAYS chooses some ways."""
    wanted = os.environ["BENCH_WAYS"].split(",")
    tax = env["account.tax"].create({"name": "Bench", "amount": 15.0})
    results = {}
    for size in SIZES:
        # Of one customer, as those that a company reverses together
        invoices = moves.create(documents(1, *FIVE, taxes=tax.ids) * size)
        invoices.action_post()

        def check(notes, invoices=invoices):
            assert notes.mapped("amount_total") == invoices.mapped("amount_total")

        results[size] = {
            name: for_each(measure(partial(way, invoices), check=check), size)
            for name, way in WAYS.items()
            if name in wanted or wanted == ["all"]
        }
    return results


def one_by_one(credit, items):
    for item in items:
        item.move_id.js_assign_outstanding_line(credit.id)


def all_at_once(credit, items):
    (credit | items).reconcile()


def this_addon(credit, items):
    from odoo.addons.account_credit_debit_note.tools.application import Application

    shares = [(credit, item, 100.0) for item in items]
    items.env["account.move"]._note_apply(Application.of(shares))


def apply():
    """One credit note for many invoices: exact amounts, and the two ways Odoo has."""

    def measure_way(way, credit, items):
        def check(_result):
            assert not (credit | items).filtered("amount_residual"), way.__name__

        found = measure(lambda: way(credit, items), time.perf_counter, check)
        return for_each(found, len(items))

    def post(count, price, move_type):
        values = {"move_type": move_type, "invoice_payment_term_id": False}
        line = ("Desk", price)
        made = moves.create(documents(1, line, quantity=1, **values) * count)
        made.action_post()
        return made.line_ids.filtered("date_maturity")

    results = {}
    for size in SIZES:
        items = post(size, 100.0, "out_invoice")
        credit = post(1, 100.0 * size, "out_refund")
        results[size] = {
            way.__name__: measure_way(way, credit, items)
            for way in (this_addon, all_at_once, one_by_one)
        }
    return results


def ordinary():
    """Documents that are no notes. Each job but paying is done several times."""
    [size] = SIZES
    tax = env["account.tax"].create({"name": "Bench", "amount": 15.0})
    values = documents(size, *THREE, taxes=tax.ids)
    # What is loaded once for all counts for none
    moves.create(values[:1]).action_post()
    created, posted = [], []
    for left in reversed(range(ROUNDS)):
        savepoint = env.cr.savepoint()
        made = measure(lambda: moves.create(values), keep=True)
        created.append(made)
        invoices = made["result"]
        posted.append(measure(invoices.action_post, keep=True))
        savepoint.close(rollback=bool(left))
    found = {"create": get_median(created), "post": get_median(posted)}
    fields = Form(invoices[0])._view["fields_spec"]
    list_view = env.ref("account.view_out_invoice_tree").id
    columns = moves.get_view(list_view, "list")["models"]["account.move"]
    asked = {name: {} for name in columns}
    domain = [("move_type", "=", "out_invoice")]

    def pay():
        for invoice in invoices:
            open_window("account.payment.register", invoice)._create_payments()

    def check(_result):
        assert set(invoices.mapped("payment_state")) <= {"in_payment", "paid"}

    for name, job in (
        ("read the list", lambda: moves.web_search_read(domain, asked, limit=80)),
        ("read the form", lambda: invoices[0].web_read(fields)),
    ):
        job()
        found[name] = get_median([measure(job) for _round in range(ROUNDS)])
    found["register payments"] = measure(pay, check=check)
    return {size: found}


def print_():
    """Applied credit notes: the pages as HTML, and the seconds of the whole PDF."""
    report = "account.account_invoices"
    reports = env["ir.actions.report"].with_context(force_report_rendering=True)
    invoices = moves.create(documents(max(SIZES), *THREE))
    invoices.action_post()
    dates = [{"date": invoice.date} for invoice in invoices]
    notes = invoices._reverse_moves(dates, cancel=True)
    # The templates are compiled once for all
    reports._render_qweb_html(report, notes[0].ids)

    def measure_size(ids):
        html = measure(
            lambda: reports._render_qweb_html(report, ids), time.perf_counter
        )
        start = time.perf_counter()
        reports._render_qweb_pdf(report, ids)
        return {**html, "pdf": time.perf_counter() - start}

    return {size: measure_size(notes[:size].ids) for size in SIZES}


def fill():
    """Books of Odoo alone, as in a company that does not know the addon."""
    import books

    assert "origin_move_id" not in env["account.move.line"]._fields
    books.fill(env, SIZES[0], notes_every=20)


CUSTOMERS = [("move_type", "in", ["out_invoice", "out_receipt", "out_refund"])]
NOTES = [("move_type", "in", ["out_refund", "in_refund"])]
YEAR = [("invoice_date", ">=", "2025-01-01"), ("invoice_date", "<=", "2025-12-31")]
AMOUNTS = ["invoiced:sum", "debited:sum", "credited:sum", "credit_rate:avg"]
ALL_OF_REASON = ["credited:sum", "note_id:count_distinct", "days_to_note:avg"]
GROUPS = {
    "notes of a year by reason": (NOTES + YEAR, ["reason_id"], ALL_OF_REASON),
    "notes of a year by month": (
        NOTES + YEAR,
        ["invoice_date:month"],
        ["credited:sum"],
    ),
    "rate of a year by partner": (YEAR, ["partner_id"], AMOUNTS),
    "rate of a year by product": (YEAR, ["product_id"], AMOUNTS),
    "rate of all years by partner": ([], ["partner_id"], AMOUNTS),
}


def reports():
    """Reports over large books, each asked as the web client asks for it."""
    import books

    items = books.fill(env, SIZES[0], notes_every=20)
    analysis = env["account.note.analysis"]
    page = (CUSTOMERS + NOTES + YEAR, {"move_id": {}, "credited": {}})
    by_partner = ([], ["partner_id"], ["open_amount:sum"])
    group = env["account.note.open.credit"].formatted_read_group
    asked = {
        name: partial(analysis.formatted_read_group, CUSTOMERS + domain, *rest)
        for name, (domain, *rest) in GROUPS.items()
    }
    asked["first page of the list"] = partial(analysis.web_search_read, *page, limit=80)
    asked["open credits by partner"] = partial(group, *by_partner)
    asked["note audit"] = env["account.note.finding"].action_audit
    found = {
        name: measure(ask, time.perf_counter, keep=True)["seconds"]
        for name, ask in asked.items()
    }
    return {
        "items": items,
        "notes": moves.search_count([("move_type", "=", "out_refund")]),
        "seconds": found,
        "findings": env["account.note.finding"].search_count([]),
    }


def large():
    """What people who have much wait for; BENCH_SIZES is the share of the full size."""
    from large import Large

    return Large(env, measure, processor, float(os.environ["BENCH_SIZES"])).run()


JOBS = {
    "large": large,
    "reverse": reverse,
    "apply": apply,
    "ordinary": ordinary,
    "print": print_,
    "reports": reports,
    "fill": fill,
}
result = JOBS[JOB]()
Path(os.environ["BENCH_OUT"]).write_text(json.dumps(result))
