"""The database `demo`: served, asked, played with, thrown away."""

import shutil
import socket
import subprocess
from contextlib import contextmanager, suppress

from . import databases, files, layout, machine, odoo, postgres, process
from .console import Stop, argument, command, say

NAME = "demo"
LOCK = layout.LOCKS / "demo"
SERVED = layout.STATE / "run.port"

WELCOME = """
Odoo 19 with this addon, filled with demo data:

    http://{host}:{port}/odoo
    login admin, password admin

Ctrl-C stops it; ./dev reset demo starts from fresh data.
"""


@command(argument("--port", type=int, default=8069), takes_rest=True)
def run(options):
    """serve a demo database with the addon, and print address and login

    Further arguments go to Odoo's server, for example --dev=xml.
    """
    port = options.port
    if _is_used(port):
        raise Stop(f"Port {port} is in use. Choose one: ./dev run --port {port + 1}")
    with ready(machine.prepare()):
        arguments = ["--max-cron-threads=1", *odoo.own_ports(NAME, port), *options.rest]
        server = process.start(odoo.command(NAME, *arguments), stdin=subprocess.DEVNULL)
        odoo.wait_for_answer(server, port)
    files.write(SERVED, str(port))
    try:
        say(WELCOME.format(host=odoo.HOST, port=port))
        return server.wait()
    except KeyboardInterrupt:
        # The terminal told Odoo as well; a second signal would cut it short.
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=10)
    finally:
        SERVED.unlink(missing_ok=True)


@command(takes_rest=True)
def shell(options):
    """open a Python shell with Odoo's `env` on the demo database

    A script on standard input runs instead; further arguments go to Odoo's shell.
    """
    arguments = ("--no-http", "--log-level=warn", *options.rest)
    with ready(machine.prepare()):
        words = odoo.command(NAME, *arguments, verb="shell")
        return process.foreground(words)


@command(takes_rest=True)
def psql(options):
    """open psql on the demo database

    Further arguments go to psql, for example -c 'SELECT 1' or --list.
    """
    with ready(machine.prepare()):
        words = ["psql", "--dbname", NAME, *options.rest]
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
        with files.locked(LOCK):
            _make_current(source)
    with files.locked(LOCK, shared=True):
        yield


@contextmanager
def served():
    """The address of the server of `./dev run`, or of one for the context alone."""
    port = _port_of_run()
    if port:
        yield f"http://{odoo.HOST}:{port}"
        return
    with odoo.server(NAME, "demo-server") as url:
        yield url


def _port_of_run():
    port = int(SERVED.read_text()) if SERVED.is_file() else None
    return port if port and _is_used(port) else None


def _is_used(port):
    with socket.socket() as client:
        return not client.connect_ex((odoo.HOST, port))


def _is_current(source):
    name = databases.template_name(source)
    return databases.is_whole(NAME) and databases.noted(NAME) == name


def _make_current(source):
    if _is_current(source):
        return  # another call did it while this one waited
    if not databases.is_whole(NAME):
        databases.copy(source, NAME)
    elif _port_of_run():
        say("The server of ./dev run has older code: start it again to see the new.")
        return
    else:
        title = "Update the addon in the demo database"
        odoo.install(NAME, "-u", [layout.ADDON], "demo-update", title)
    databases.note(NAME, databases.template_name(source))
