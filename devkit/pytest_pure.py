"""Runs the tests of tests/pure and the doctests of tools/ with no Odoo at all.

They import `odoo.addons.account_credit_debit_note.tools` as in Odoo; here the packages
on that way are empty ones, so that nothing but `tools` is executed and a module of
`tools` that imports Odoo fails.
"""

import sys
from types import ModuleType

import _pytest.pathlib
from hypothesis import HealthCheck, settings

from . import layout


def pytest_configure():
    load_profile()
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


def import_by_technical_name():
    """Make pytest import the checkout's modules as parts of the addon, as Odoo does,
    whatever the checkout's folder is called."""
    original = _pytest.pathlib.resolve_pkg_root_and_module_name

    def resolve(path, **options):
        if path.is_relative_to(layout.ROOT):
            return layout.STATE, module_name(path)
        return original(path, **options)

    _pytest.pathlib.resolve_pkg_root_and_module_name = resolve


def module_name(path):
    """The name under which Odoo would import a Python file or folder."""
    parts = list(path.relative_to(layout.ROOT).parts)
    if path.suffix == ".py":
        parts[-1:] = [] if path.stem == "__init__" else [path.stem]
    return ".".join(("odoo", "addons", layout.ADDON, *parts))


def load_profile():
    """What is right does not depend on how fast it is."""
    checks = [HealthCheck.too_slow]
    settings.register_profile("untimed", deadline=None, suppress_health_check=checks)
    settings.load_profile("untimed")
