"""What `./dev bench` measures, in Odoo's shell; BENCH_JOB says what of it.

Writes {size: {way: {"statements": ..., "seconds": ...}}} as JSON to BENCH_OUT. Each way
starts from the same documents and is rolled back. Seconds are those of the processor,
of Odoo and PostgreSQL together, where a busy machine counts less, but for applying,
printing and reports.
"""

import json
import os
import time
from functools import partial
from pathlib import Path
from statistics import median

from odoo.tests import Form

from devkit.shell import books
from devkit.shell.common import open_window, prepare
from devkit.shell.large import Large

SIZES = [float(size) for size in os.environ["BENCH_SIZES"].split(",")]
COUNTS = [int(size) for size in SIZES]
ROUNDS = 9  # of what takes little time; the median counts

moves = env["account.move"]
names = [{"name": f"Quiet Offices {number}"} for number in range(50)]
partners = env["res.partner"].create(names)
tax = env["account.tax"].create({"name": "Bench", "amount": 15.0})
THREE = (450.0, 180.0, 60.0)
FIVE = (*THREE, 25.0, 12.5)
env.cr.execute("SELECT pg_backend_pid()")
BACKEND = Path(f"/proc/{env.cr.fetchone()[0]}/schedstat")


def prepare_invoices(count, *prices, taxes=tax):
    shape = {"quantity": 3, "taxes": taxes}
    return [
        prepare("out_invoice", *prices, partner_id=partners[number % 50].id, **shape)
        for number in range(count)
    ]


def post(values):
    made = moves.create(values)
    made.action_post()
    return made


def processor():
    """Return the seconds of processor that Odoo and PostgreSQL spent so far."""
    return time.process_time() + int(BACKEND.read_text().split()[0]) / 1e9


def measure(work, clock=processor, check=None, keep=False, share=1):
    """Return statements, a `share` of them, and seconds, and with `keep` the result."""
    env.flush_all()
    env.invalidate_all()
    savepoint = env.cr.savepoint()
    statements, start = env.cr.sql_log_count, clock()
    result = work()
    env.flush_all()
    seconds = clock() - start
    statements = env.cr.sql_log_count - statements
    statements = statements / share if share > 1 else statements
    if check:
        check(result)
    savepoint.close(rollback=not keep)
    env.invalidate_all()
    kept = {"result": result} if keep else {}
    return {"statements": statements, "seconds": seconds, **kept}


def get_median(found):
    figures = ("statements", "seconds")
    return {figure: median(each[figure] for each in found) for figure in figures}


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
    **({"api": by_api} if "account.note.api" in env else {}),
}


def reverse():
    """Credit and debit notes of posted invoices; BENCH_WAYS chooses some ways."""
    wanted = os.environ["BENCH_WAYS"].split(",")
    results = {}
    for size in COUNTS:
        # Of one customer, as those that a company reverses together
        invoices = post(prepare_invoices(1, *FIVE) * size)

        def check(notes, invoices=invoices):
            assert notes.mapped("amount_total") == invoices.mapped("amount_total")

        results[size] = {
            name: measure(partial(way, invoices), check=check, share=size)
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

    def make(count, price, kind):
        plain = {"taxes": tax.browse(), "invoice_payment_term_id": False}
        values = prepare(kind, price, partner_id=partners[0].id, **plain)
        return post([values] * count).line_ids.filtered("date_maturity")

    results = {}
    for size in COUNTS:
        items = make(size, 100.0, "out_invoice")
        credit = make(1, 100.0 * size, "out_refund")

        def check(_result, lines=items | credit):
            assert not lines.filtered("amount_residual")

        asked = {"clock": time.perf_counter, "check": check, "share": size}
        results[size] = {
            way.__name__: measure(partial(way, credit, items), **asked)
            for way in (this_addon, all_at_once, one_by_one)
        }
    return results


def ordinary():
    """Documents that are no notes. Each job but paying is done several times."""
    [size] = COUNTS
    values = prepare_invoices(size, *THREE)
    # What is loaded once for all counts for none
    post(values[:1])
    created, posted = [], []
    for left in reversed(range(ROUNDS)):
        savepoint = env.cr.savepoint()
        created.append(measure(partial(moves.create, values), keep=True))
        invoices = created[-1]["result"]
        posted.append(measure(invoices.action_post, keep=True))
        savepoint.close(rollback=bool(left))
    found = {"create": get_median(created), "post": get_median(posted)}
    fields = Form(invoices[0])._view["fields_spec"]
    list_view = env.ref("account.view_out_invoice_tree").id
    columns = moves.get_view(list_view, "list")["models"]["account.move"]
    page = ([("move_type", "=", "out_invoice")], {name: {} for name in columns})
    for name, job in (
        ("read the list", partial(moves.web_search_read, *page, limit=80)),
        ("read the form", partial(invoices[0].web_read, fields)),
    ):
        job()
        found[name] = get_median([measure(job) for _round in range(ROUNDS)])

    def pay():
        for invoice in invoices:
            open_window("account.payment.register", invoice)._create_payments()

    def check(_result):
        assert set(invoices.mapped("payment_state")) <= {"in_payment", "paid"}

    found["register payments"] = measure(pay, check=check)
    return {size: found}


def print_():
    """Applied credit notes: the pages as HTML, and the seconds of the whole PDF."""
    invoices = post(prepare_invoices(max(COUNTS), *THREE, taxes=tax.browse()))
    notes = by_method(invoices, cancel=True)
    reports = env["ir.actions.report"].with_context(force_report_rendering=True)
    report = "account.account_invoices"
    # The templates are compiled once for all
    reports._render_qweb_html(report, notes[:1].ids)

    def measure_size(some):
        write = partial(reports._render_qweb_html, report, some.ids)
        html = measure(write, time.perf_counter)
        start = time.perf_counter()
        reports._render_qweb_pdf(report, some.ids)
        return {"print": {**html, "pdf": time.perf_counter() - start}}

    return {size: measure_size(notes[:size]) for size in COUNTS}


def fill():
    """Books of Odoo alone, as in a company that does not know the addon."""
    assert "origin_move_id" not in env["account.move.line"]._fields
    books.fill(env, COUNTS[0], notes_every=20)


CUSTOMERS = [("move_type", "in", ["out_invoice", "out_receipt", "out_refund"])]
NOTES = [("move_type", "in", ["out_refund", "in_refund"])]
YEAR = [("invoice_date", ">=", "2025-01-01"), ("invoice_date", "<=", "2025-12-31")]
AMOUNTS = ["invoiced:sum", "debited:sum", "credited:sum", "credit_rate:avg"]
ALL_OF_REASON = ["credited:sum", "note_id:count_distinct", "days_to_note:avg"]
CREDITED = ["credited:sum"]
GROUPS = {
    "notes of a year by reason": (NOTES + YEAR, ["reason_id"], ALL_OF_REASON),
    "notes of a year by month": (NOTES + YEAR, ["invoice_date:month"], CREDITED),
    "rate of a year by partner": (YEAR, ["partner_id"], AMOUNTS),
    "rate of a year by product": (YEAR, ["product_id"], AMOUNTS),
    "rate of all years by partner": ([], ["partner_id"], AMOUNTS),
}


def reports():
    """Reports over large books, each asked as the web client asks for it."""
    items = books.fill(env, COUNTS[0], notes_every=20)
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
    found = {}
    for name, ask in asked.items():
        found[name] = measure(ask, time.perf_counter, keep=True)
        found[name].pop("result")
    notes = moves.search_count([("move_type", "=", "out_refund")])
    findings = env["account.note.finding"].search_count([])
    print(f"{items:,} journal items, {notes:,} credit notes, {findings:,} findings")
    return {COUNTS[0]: found}


def large():
    """What people who have much wait for; BENCH_SIZES is the share of the full size."""
    return {SIZES[0]: Large(env, measure, processor, tax, SIZES[0]).run()}


JOBS = (large, reverse, apply, ordinary, print_, reports, fill)
job = {job.__name__.rstrip("_"): job for job in JOBS}[os.environ["BENCH_JOB"]]
Path(os.environ["BENCH_OUT"]).write_text(json.dumps(job()))
