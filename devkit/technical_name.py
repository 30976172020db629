"""Makes pytest import the checkout's modules as parts of the addon, as Odoo does,
whatever the checkout's folder is called."""

import _pytest.pathlib

from . import layout


def import_by_technical_name():
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
