"""Lets bare `pytest` in the checkout run the addon's tests in a fresh database.

The checkout has any name, Odoo knows the addon by its technical one: every module of
the checkout is imported under that name. pytest-odoo does the rest.
"""

import _pytest.pathlib
import pytest

from . import layout, machine, templates
from .console import Stop

PREFIX = "test"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    if config.option.help:
        return (yield)
    _import_by_technical_name()
    try:
        source = machine.prepare()
        with templates.temporary(source, PREFIX) as database:
            config.option.odoo_config = str(layout.CONFIG)
            config.option.odoo_database = database
            config.option.odoo_http = True
            config.option.odoo_extra = [f"db-filter=^{database}$"]
            return (yield)
    except Stop as reason:
        raise pytest.UsageError(str(reason)) from None


def _import_by_technical_name():
    original = _pytest.pathlib.resolve_pkg_root_and_module_name

    def resolve(path, **options):
        if path.is_relative_to(layout.ROOT):
            return layout.STATE, module_name(path)
        return original(path, **options)

    _pytest.pathlib.resolve_pkg_root_and_module_name = resolve


def module_name(path):
    """The name under which Odoo would import a Python file of the checkout."""
    parts = path.relative_to(layout.ROOT).with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1]
    return ".".join(("odoo", "addons", layout.ADDON, *parts))
