"""Lets bare `pytest` in the checkout run the addon's tests in a fresh database.

pytest-odoo runs the tests; this plugin gives it the database, and sees to it that
browser tests come last and never count as passed when they were skipped.
"""

import os
from contextlib import nullcontext

import pytest

from . import databases, layout, machine, releases
from .console import Stop
from .pytest_pure import import_by_technical_name, load_profile

# What tests/sampling.py takes its sample by
SAMPLE = "NOTE_SAMPLE"

# Files of a few tests that take long
LONG = (
    "test_contexts",
    "test_correction_laws",
    "test_electronic_rules",
    "test_electronic_validity",
    "test_finalization_d",
    "test_hostile",
    "test_random_life",
    "test_reading",
)

# Files that make the same notes by core's loop and in a batch, in each way there is: of
# their tests each commit is asked another half where several processes run
COMPARED = "test_batch_copy"

# What the web client loads, and what the addon adds to it
BUNDLES = (
    "web.assets_web",
    "web.assets_web_print",
    "web.assets_tests",
    "web.assets_frontend",
)


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="all cases of sweeps")


def pytest_configure(config):
    load_profile()
    if not config.getoption("--full"):
        # Each commit is asked another part of the sweeps, and always the same
        commit = releases.git("rev-parse", "--short=12", "HEAD")
        os.environ.setdefault(SAMPLE, commit or "none")


def pytest_report_header():
    sample = os.environ.get(SAMPLE)
    return f"sweeps: a sample by {SAMPLE}={sample}; --full for all" if sample else None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    if config.option.help or config.getoption("numprocesses", None):
        return (yield)  # with several processes each has a database of its own
    import_by_technical_name()
    os.environ.pop("PYTEST_XDIST_WORKER", None)  # else pytest-odoo copies it once more
    try:
        source = machine.prepare()
        given = config.option.odoo_database
        fresh = databases.temporary(source, "test")
        with nullcontext(given) if given else fresh as database:
            config.option.odoo_config = str(layout.CONFIG)
            config.option.odoo_database = database
            config.option.odoo_http = True
            config.option.odoo_extra = [f"db-filter=^{database}$"]
            return (yield)
    except Stop as reason:
        raise pytest.UsageError(str(reason)) from None


@pytest.fixture(scope="session", autouse=True)
def kept_books(load_registry):
    """Make once what each class would make in some two seconds of its own."""
    from odoo.addons.account_credit_debit_note.tests.common import keep_books

    keep_books()


@pytest.fixture(scope="session", autouse=True)
def compiled_assets(request, load_registry):
    """Compile once what each browser test would compile in some four seconds.

    The template has the bundles of what the addon builds on. A run of some files is not
    kept waiting for it.
    """
    if not hasattr(request.config, "workerinput"):
        return
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tests.common import get_db_name

    with Registry(get_db_name()).cursor() as cr:
        engine = api.Environment(cr, SUPERUSER_ID, {})["ir.qweb"]
        for name in BUNDLES:
            bundle = engine._get_asset_bundle(name, debug_assets=False)
            bundle.css()
            bundle.js()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """The fast ones first: pure tests, tests of the database, browser tests.

    Several processes take the slow ones first: none waits for another in the end.
    """
    pure = layout.ROOT / "tests" / "pure"
    slow_first = hasattr(config, "workerinput")

    def get_slowness(item):
        is_long = slow_first and item.path.stem.startswith(LONG)
        return is_long, _needs_browser(item), not item.path.is_relative_to(pure)

    items.sort(key=get_slowness, reverse=slow_first)
    if slow_first:
        _leave_out_some(config, items)


def _leave_out_some(config, items):
    from odoo.addons.account_credit_debit_note.tests.sampling import sample

    compared = [item for item in items if item.path.stem.startswith(COMPARED)]
    chosen = sample(compared, len(compared) // 2, COMPARED)
    left_out = [item for item in compared if item not in chosen]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Odoo skips a tour where there is no browser: nobody would notice."""
    report = yield
    if report.skipped and _needs_browser(item):
        report.outcome = "failed"
        report.longrepr = f"A browser test may not be skipped: {report.longrepr[2]}"
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """A run in which nothing passed has shown nothing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not reporter:  # one of several processes
        return
    if session.exitstatus == pytest.ExitCode.OK and not reporter.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED


def _needs_browser(item):
    from odoo.tests import HttpCase

    return bool(item.cls) and issubclass(item.cls, HttpCase)
