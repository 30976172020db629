"""The database `demo`: served, asked, played with, thrown away."""

import errno
import json
import shutil
import socket
from contextlib import contextmanager, nullcontext

from . import databases, files, layout, machine, odoo, postgres, process
from .console import Stop, argument, command, say
from .files import locked

NAME = "demo"
LOCK = layout.LOCKS / "demo"
SERVED = layout.STATE / "run.json"

WELCOME = """
Odoo 19 with this addon, filled with demo data:

    {url}/odoo
    login admin, password admin

Ctrl-C stops it; ./dev reset demo starts from fresh data.
"""


@command(argument("--port", type=int, default=8069), takes_rest=True)
def run(options):
    """serve a demo database with the addon, and print address and login

    Further arguments go to Odoo's server, for example --dev=xml.
    """
    _check_port(options.port)
    source = machine.prepare()
    arguments = ["--max-cron-threads=1", *options.rest]
    with ready(source):
        server = odoo.Server(NAME, options.port, arguments)
    files.write(SERVED, json.dumps({"port": server.port}))
    try:
        with server as url:
            say(WELCOME.format(url=url))
            return server.wait()
    finally:
        SERVED.unlink(missing_ok=True)


@command(argument("--database", default=NAME), takes_rest=True)
def shell(options):
    """open a Python shell with Odoo's `env` on the demo database

    A script on standard input runs instead; further arguments go to Odoo's shell.
    """
    arguments = ("--no-http", "--log-level=warn", *options.rest)
    with ready(machine.prepare()):
        words = odoo.command(options.database, *arguments, verb="shell")
        return process.foreground(words)


@command(argument("--database", default=NAME), takes_rest=True)
def psql(options):
    """open psql on the demo database

    Further arguments go to psql, for example -c 'SELECT 1' or --list.
    """
    with ready(machine.prepare()):
        words = ["psql", "--dbname", options.database, *options.rest]
        return process.foreground(words)


@command(
    argument("database", nargs="?", help="only this one, for example demo"),
    argument("--all", action="store_true", help="downloads and environment too"),
)
def reset(options):
    """drop databases: all, only `demo`, or with --all everything under .odoo"""
    if options.database:
        machine.prepare()
        databases.drop(options.database)
        say(f"ok  No database {options.database} any more")
        return
    postgres.remove()
    shutil.rmtree(layout.STATE if options.all else layout.DATA, ignore_errors=True)
    say("ok  No database any more; the next call makes what it needs")


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
        if client.connect_ex((odoo.HOST, port)):
            return None
    return nullcontext(f"http://{odoo.HOST}:{port}")


def _is_current(source):
    name = databases.template_name(source)
    return databases.is_whole(NAME) and databases.noted(NAME) == name


def _make_current(source):
    if _is_current(source):
        return  # another call did it while this one waited
    if not databases.is_whole(NAME):
        databases.copy(source, f"{NAME}_new")
        databases.rename(f"{NAME}_new", NAME)
    elif server_of_run():
        say("The server of ./dev run has older code: start it again to see the new.")
        return
    else:
        title = "Update the addon in the demo database"
        odoo.install(NAME, "-u", [layout.ADDON], "demo-update", title)
    databases.note(NAME, databases.template_name(source))


def _check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((odoo.HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise Stop(
                f"Port {port} is in use, perhaps by another ./dev run. "
                f"Choose one: ./dev run --port {port + 1}"
            ) from None
