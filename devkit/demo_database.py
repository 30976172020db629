"""The database `demo` that run, shell, psql and shot work on."""

import json
import socket
from contextlib import contextmanager, nullcontext

from . import databases, files, layout, odoo_config, templates
from .console import say
from .locks import locked

NAME = "demo"
LOCK = layout.LOCKS / "demo"
SERVED = layout.STATE / "run.json"


@contextmanager
def ready(source):
    """Have the database with the addon as the code is now, for the time of the
    context; whoever needs to update it meanwhile waits."""
    if not _is_current(source):
        with locked(LOCK):
            _make_current(source)
    with locked(LOCK, shared=True):
        yield


def server_of_run():
    """A context with the address of the server of `./dev run`, or None."""
    if not SERVED.is_file():
        return None
    port = json.loads(SERVED.read_text())["port"]
    with socket.socket() as client:
        if client.connect_ex((odoo_config.HOST, port)):
            return None
    return nullcontext(f"http://{odoo_config.HOST}:{port}")


@contextmanager
def served(server):
    """Let other commands find the server of `./dev run`."""
    files.write(SERVED, json.dumps({"port": server.port}))
    try:
        yield
    finally:
        SERVED.unlink(missing_ok=True)


def _is_current(source):
    return databases.is_whole(NAME) and databases.noted(NAME) == templates.name(source)


def _make_current(source):
    if _is_current(source):
        return  # another call did it while this one waited
    name = templates.name(source)
    if not databases.is_whole(NAME):
        templates.copy(source, f"{NAME}_new")
        databases.rename(f"{NAME}_new", NAME)
    elif server_of_run():
        say("The server of ./dev run has older code: start it again to see the new.")
        return
    else:
        title = "Update the addon in the demo database"
        templates.install(NAME, ["-u", layout.ADDON], "demo-update", title)
    databases.note(NAME, name)
