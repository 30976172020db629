"""Odoo's own test suites, on databases that differ by this addon alone."""

import hashlib
import json
from contextlib import contextmanager
from itertools import chain

from . import (
    addon,
    databases,
    files,
    layout,
    odoo_config,
    process,
    suite_results,
    suite_selection,
    templates,
)
from .console import Stop, step
from .locks import locked

# Countries whose documents have numbers, links or checks of their own.
COUNTRIES = (
    "l10n_ar",
    "l10n_ec",
    "l10n_es_edi_sii",
    "l10n_hu_edi",
    "l10n_in",
    "l10n_it_edi",
    "l10n_jo_edi",
)

# What other flows make notes with; Odoo adds the modules between two of them itself.
INSTALLED = (
    "sale_management",
    "purchase",
    "stock_account",
    "point_of_sale",
    "account_payment",
    *COUNTRIES,
)

SUITES = (
    "account",
    "account_debit_note",
    "sale",
    "purchase",
    "stock_account",
    "sale_stock",
    "purchase_stock",
    "point_of_sale",
    *COUNTRIES,
)

# Short enough to be run whole: files and payments of documents of every kind.
WHOLE = ("account_payment", "account_edi_ubl_cii")

# Tours of the web client take an hour and hardly touch invoices. `is_tour` does not
# recognize those of the point of sale, which have words of their own to start them.
TOURS = (
    "is_tour",
    "/point_of_sale/tests/test_frontend.py",
    "/point_of_sale/tests/test_pos_cash_rounding.py",
    "/point_of_sale/tests/test_pos_product_variants.py",
    "/point_of_sale/tests/test_point_of_sale_ui.py",
    "/point_of_sale/tests/test_generic_localization.py",
)

# Their connections would wait for a lock that Odoo's runner holds during the tests;
# they are told by `./dev test`, and need none of these modules.
CONNECTIONS = tuple(
    f"/account_credit_debit_note/tests/{file.name}"
    for file in sorted((layout.ROOT / "tests").glob("test_*.py"))
    if "(TwoConnections)" in file.read_text()
)


# Told by nothing else: without these modules `./dev test` skips them.
FLOWS = tuple(
    f"{layout.ADDON}/tests/{file.name}"
    for file in sorted((layout.ROOT / "tests").glob("test_flow_*.py"))
)


def selection(source):
    """The tests of the suites that make or read notes; minutes instead of hours."""
    found = (suite_selection.touching_notes(source, suite) for suite in SUITES)
    return (*WHOLE, *chain.from_iterable(found))


def run_without(source, suites):
    """The results of the suites on Odoo alone, from an earlier run if there is one.

    :param source: OdooSource
    """
    key = hashlib.sha256(repr((_plain(source), tags(suites))).encode()).hexdigest()
    file = layout.STATE / "suites" / f"{key[:12]}.json"
    if not file.is_file():
        results = _run(source, suites, with_addon=False)
        files.write(file, json.dumps(results))
    return json.loads(file.read_text())


def run_with(source, suites):
    """The results of the suites with the addon, and of its own tests that need what
    only these databases have, where no choice of them is among the suites."""
    chosen = any(suite.lstrip("/").startswith(layout.ADDON) for suite in suites)
    own = () if chosen else FLOWS
    return _run(source, (*suites, *own), with_addon=True)


def tags(suites):
    """What Odoo's --test-tags is told to run: modules, or /module:Class.

    Not the tests marked at_install: they run while their own module is loaded, before
    this addon's code is, and could not show a difference.
    """
    chosen = [f"post_install/{suite.lstrip('/')}" for suite in suites]
    return ",".join((*chosen, *(f"-{left_out}" for left_out in (*TOURS, *CONNECTIONS))))


def _run(source, suites, with_addon):
    word = "with" if with_addon else "without"
    log = layout.LOGS / f"suites-{word}.log"
    with _database(source, with_addon) as database:
        command = [layout.PYTHON, layout.LAUNCHER, "server", "-d", database]
        command += [f"--db-filter=^{database}$", "--stop-after-init"]
        command += [f"--http-port={odoo_config.free_port()}"]
        command += [f"--gevent-port={odoo_config.free_port()}"]
        command += [f"--test-tags={tags(suites)}"]
        with step(f"Run the suites {word} the addon") as current:
            process.follow(current, command, log)
    # A failed test makes the exit code a failure too: the log tells them apart.
    if "Initiating shutdown" not in log.read_text(errors="replace"):
        raise Stop(f"Odoo did not come to the end of its tests; its words are in {log}")
    return suite_results.read(log)


@contextmanager
def _database(source, with_addon):
    with locked(layout.LOCKS / "suites"):
        template = _ensure(source, with_addon)
        database = templates.own_name("suites_run")
        databases.clone(template, database)
    try:
        yield database
    finally:
        databases.drop(database)


def _plain(source):
    key = f"{templates.base(source)} {INSTALLED}"
    return f"suites_plain_{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _ensure(source, with_addon):
    """The name of a template database, which is built where it is missing."""
    plain = _plain(source)
    if not databases.exists(plain):
        _build(templates.ensure_base(source), plain, INSTALLED)
    if not with_addon:
        return plain
    full = f"suites_addon_{plain[-6:]}_{addon.content_hash()}"
    if not databases.exists(full):
        for old in databases.names("suites_addon_%"):
            databases.drop(old)
        _build(plain, full, (layout.ADDON,))
    return full


def _build(template, name, modules):
    draft = f"{name[:12]}_new"
    databases.clone(template, draft)
    title = f"Install {', '.join(modules)}"
    templates.install(draft, ["-i", ",".join(modules)], draft, title)
    databases.rename(draft, name)
