"""Lets bare `pytest` in the checkout run the addon's tests in a fresh database.

pytest-odoo runs the tests; this plugin gives it the database, and sees to it that
browser tests come last and never count as passed when they were skipped.
"""

import pytest

from . import layout, machine, properties, templates
from .console import Stop
from .technical_name import import_by_technical_name


def pytest_configure():
    properties.load_profile()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    if config.option.help:
        return (yield)
    import_by_technical_name()
    try:
        source = machine.prepare()
        with templates.temporary(source, "test") as database:
            config.option.odoo_config = str(layout.CONFIG)
            config.option.odoo_database = database
            config.option.odoo_http = True
            config.option.odoo_extra = [f"db-filter=^{database}$"]
            return (yield)
    except Stop as reason:
        raise pytest.UsageError(str(reason)) from None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The fast ones first: pure tests, tests of the database, browser tests."""
    pure = layout.ROOT / "tests" / "pure"
    items.sort(
        key=lambda item: (_needs_browser(item), not item.path.is_relative_to(pure))
    )


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
    if session.exitstatus == pytest.ExitCode.OK and not reporter.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED


def _needs_browser(item):
    from odoo.tests import HttpCase

    return bool(item.cls) and issubclass(item.cls, HttpCase)
