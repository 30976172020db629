"""What people who have much wait for: large windows, and the audit of large books.

Imported by `bench.py` in Odoo's shell. With Odoo alone only the long invoice is made.
"""

from collections import Counter
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from odoo import Command
from odoo.tests import Form

from odoo.addons.web.models.models import Base

from devkit.shell import books
from devkit.shell.common import document, on_documents

# Six lines, a tax and what is due: 1,000,000 items are some 120,000 documents
PRICES = (450.0, 180.0, 60.0, 25.0, 12.0, 9.0)
ITEMS = 8


class Large:
    """One run; ``found`` holds statements and seconds of Odoo's processor by job.

    :param measure: of ``bench.py``
    :param clock: what its seconds are
    :param tax: of each line
    :param float share: of the full size; 1 for a million journal items
    """

    def __init__(self, env, measure, clock, tax, share):
        self.env, self.measure, self.clock = env, measure, clock
        self.tax, self.share = tax, share
        self.moves = env["account.move"]
        self.found = {}

    def run(self):
        has_addon = "account.note.finding" in self.env
        if has_addon:
            self.ask_books()
            self.apply_credits()
            self.register_payment()
        invoice = self.post_long_invoice()
        if has_addon:
            self.correct_lines(invoice, "window over long invoice")
            short = self.make_long_invoice(self.size(500), post=True)
            self.correct_lines(short, "window over half of it")
        return self.found

    def size(self, full):
        return max(round(full * self.share), 2)

    def note(self, job, work, **options):
        self.found[job] = self.measure(work, **options)
        return self.found[job].pop("result", None)

    def ask_books(self):
        """Fill the books and audit them, and once more after a day's work."""
        invoices = self.size(1_000_000 / ITEMS)
        shape = {"prices": PRICES, "taxes": self.tax}
        items = books.fill(self.env, invoices, notes_every=20, **shape)
        documents = self.moves.search_count([])
        print(f"{items:,} journal items of {documents:,} documents")
        audit = self.env["account.note.finding"].action_audit
        self.note("audit", audit, keep=True)
        self.note("audit again", audit, keep=True)

    def apply_credits(self):
        """Open Apply Credits on 5,000 open items and 200 open credits, edit a row."""
        self.partner = self.env["res.partner"].create({"name": "Loud Factory"})
        debts, credits = self.size(5_000), self.size(200)
        books.fill_open(self.env, self.partner, debts, credits)
        windows = self.env["account.note.allocation"]

        def open_window():
            action = windows._open_for(self.partner)
            window = windows.browse(action["res_id"])
            window.web_read(_get_spec(window))
            return window

        window = self.note("Apply Credits: open", open_window, keep=True)
        row = window.item_ids[-1:]
        for job, change in (
            ("edit", {"item_ids": [Command.update(row.id, {"amount": 1.0})]}),
            ("strategy", {"strategy": "newest"}),
        ):
            answer = partial(window.onchange, change, list(change), _get_spec(window))
            self.note(f"Apply Credits: {job}", answer)

    def register_payment(self):
        """Pay one invoice of the partner with 200 open credits."""
        domain = [
            ("partner_id", "=", self.partner.id),
            ("move_type", "=", "out_invoice"),
        ]
        invoice = self.moves.search(domain, limit=1)
        items = invoice.line_ids.filtered("date_maturity")
        windows = self.env["account.payment.register"].with_context(
            active_model="account.move.line", active_ids=items.ids
        )
        spec = _get_spec(windows)
        windows.onchange({}, [], spec)
        self.note("register payment", lambda: windows.onchange({}, [], spec))

    def make_long_invoice(self, lines, post=False):
        prices = [10.0 + number for number in range(lines)]
        partner = self.env["res.partner"].create({"name": "Long Lists"})
        values = {"partner_id": partner.id, "taxes": self.tax, "quantity": 3}
        values["invoice_date"] = "2024-01-01"  # in the series of the books
        return document(self.env, "out_invoice", *prices, post=post, **values)

    def post_long_invoice(self):
        # What is loaded once for all counts for none
        self.make_long_invoice(2, post=True)
        make = partial(self.make_long_invoice, self.size(1_000))
        invoice = self.note("create long invoice", make, keep=True)
        self.note("post long invoice", invoice.action_post, keep=True)
        return invoice

    def correct_lines(self, invoice, job):
        """Open the window over an invoice, choose lines and enter a quantity."""
        windows = on_documents("account.move.reversal", invoice)
        with _timed_answers(self.clock) as spent:
            form = Form(windows)
            form.correction_mode = "lines"
            self.found[f"{job}: open"] = spent.copy()
            for number in (0, 1):  # what is loaded once counts for the first
                spent.clear()
                with form.line_ids.edit(number) as row:
                    row.quantity = 1
            self.found[f"{job}: edit"] = spent.copy()


def _get_spec(records):
    """Return what the web client asks of the form: lists show eighty rows."""
    spec = Form(records.browse())._view["fields_spec"]
    limit = {"limit": 80}
    return {
        name: {**asked, **(limit if "fields" in asked else {})}
        for name, asked in spec.items()
    }


@contextmanager
def _timed_answers(clock):
    """Count what Odoo spends on answers to a window, not what `Form` does beside."""
    spent, answer = Counter(), Base.onchange

    def timed(self, *args, **kwargs):
        start, before = clock(), self.env.cr.sql_log_count
        try:
            return answer(self, *args, **kwargs)
        finally:
            statements = self.env.cr.sql_log_count - before
            spent.update(statements=statements, seconds=clock() - start)

    with patch.object(Base, "onchange", timed):
        yield spent
