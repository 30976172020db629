"""Runs the tests of tests/pure and the doctests of tools/ with no Odoo at all.

They import `odoo.addons.account_credit_debit_note.tools` as in Odoo; here the packages
on that way are empty ones, so that nothing but `tools` is executed and a module of
`tools` that imports Odoo fails.
"""

import sys
from types import ModuleType

from . import layout, properties
from .technical_name import import_by_technical_name, module_name


def pytest_configure():
    properties.load_profile()
    _add_empty_package("odoo", [])
    _add_empty_package("odoo.addons", [])
    for folder in (layout.ROOT, layout.ROOT / "tests"):
        _add_empty_package(module_name(folder), [str(folder)])
    import_by_technical_name()


def _add_empty_package(name, path):
    package = ModuleType(name)
    package.__path__ = path
    sys.modules[name] = package
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, package)
