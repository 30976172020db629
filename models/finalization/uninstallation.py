"""The addon goes: its own rules end, for its columns are dropped next."""

from contextlib import contextmanager
from contextvars import ContextVar

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from ...tools.extension import ADDON

# Core begins a context of its own where it takes books away, so no word of ours gets
# there; the thread that loads a chart does
_LOADING = ContextVar("note_chart_loading", default=False)


def is_leaving(env):
    """Tell whether the addon is being uninstalled at this moment.

    A client can send the key that says so, but not change the state of a module.
    """
    if not env.context.get(MODULE_UNINSTALL_FLAG):
        return False
    modules = env["ir.module.module"].sudo()
    return bool(
        modules.search_count(
            [("name", "=", ADDON), ("state", "=", "to remove")], limit=1
        )
    )


def is_clearing(env):
    """Tell whether core takes all books of a company away with its chart of accounts.

    A client can send core's key, and code that acts as superuser for it hands it on:
    it counts while a chart is loaded alone, which administrators do.
    """
    return _LOADING.get() and bool(env.context.get(MODULE_UNINSTALL_FLAG))


@contextmanager
def loading_chart():
    """Let core take books away with their chart, for the time of the context."""
    token = _LOADING.set(True)
    try:
        yield
    finally:
        _LOADING.reset(token)
