"""Odoo as a program: its configuration, its server, and scripts in its shell."""

import os
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager

from . import files, layout, postgres, process
from .console import Stop, step

HOST = "127.0.0.1"
PATIENCE = 120  # seconds for a server to answer

SCRIPTS = layout.ROOT / "devkit" / "shell"

LAUNCHER_TEXT = """\
#!{python}
# A real script, since Odoo starts itself again by this name for its gevent process.
import os

os.environ.setdefault("ODOO_RC", "{config}")

import odoo.cli

odoo.cli.main()
"""


def write_config(source):
    """Write what Odoo needs to find this checkout's addons and databases."""
    write_options(
        layout.CONFIG,
        addons_path=source.addons_path(layout.FARM),
        admin_passwd="admin",
        bin_path=layout.BIN,
        http_interface=HOST,
        max_cron_threads=0,
        screenshots=layout.STATE / "screenshots",
    )
    text = LAUNCHER_TEXT.format(python=layout.PYTHON, config=layout.CONFIG)
    files.write(layout.LAUNCHER, text, mode=0o755)


def write_options(path, **values):
    """Write a file of options, with what each of this checkout has."""
    server = {"db_host": postgres.home(), "db_user": postgres.USER}
    values |= {"data_dir": layout.DATA, "list_db": False, **server}
    lines = [f"{name} = {value}" for name, value in values.items()]
    files.write(path, "\n".join(["[options]", *lines, ""]))


def command(database, *arguments, verb="server"):
    return [layout.PYTHON, layout.LAUNCHER, verb, "-d", database, *arguments]


def install(database, option, modules, log_name, title, *options):
    """Install (-i) or update (-u) modules of a database by running Odoo once."""
    options = ("--no-http", "--with-demo", "--stop-after-init", *options)
    words = command(database, *options, option, ",".join(modules))
    return process.run(title, words, log_name)


def test(database, log_name, title, *options, **environment):
    """Run tests by Odoo's own runner; the text of its log.

    A failed test makes the exit code a failure too: the log tells them apart.
    """
    options = ("--stop-after-init", *own_ports(database), *options)
    env = {**os.environ, **environment}
    words = command(database, *options)
    log = process.run(title, words, log_name, check=False, env=env)
    text = log.read_text(errors="replace")
    if "Initiating shutdown" not in text:
        raise Stop(f"Odoo did not come to the end of its tests; its words are in {log}")
    return text


def play(database, script, *options, log_name=None, title=None, **environment):
    """Run a script of `shell/` in Odoo's shell.

    :param log_name: where its words go; without, they are for the developer
    :param environment: what the script finds in its environment
    """
    level = () if log_name else ("--log-level=error",)
    words = command(database, "--no-http", *level, *options, verb="shell")
    env = os.environ | {name: str(value) for name, value in environment.items()}
    with (SCRIPTS / f"{script}.py").open() as lines:
        if log_name:
            process.run(title, words, log_name, stdin=lines, env=env)
        elif process.foreground(words, stdin=lines, env=env):
            raise Stop(f"{script} failed; its error is above.")


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def own_ports(database, port=None):
    """Options for a server beside others; Odoo's standard ports would end those."""
    return [
        f"--db-filter=^{database}$",
        f"--http-port={port or free_port()}",
        f"--gevent-port={free_port()}",
    ]


@contextmanager
def server(database, log_name):
    """The address of a server for the time of the context."""
    log = layout.LOGS / f"{log_name}.log"
    port = free_port()
    words = command(database, *own_ports(database, port))
    streams = {"stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    with log.open("wb") as out, process.start(words, stdout=out, **streams) as running:
        try:
            wait_for_answer(running, port)
            yield f"http://{HOST}:{port}"
        finally:
            running.terminate()


def wait_for_answer(running, port):
    with step("Start Odoo"):
        deadline = time.monotonic() + PATIENCE
        while not _answers(port):
            if running.poll() is not None or time.monotonic() > deadline:
                raise Stop(f"Odoo's server does not answer; logs are in {layout.LOGS}")
            time.sleep(0.1)


def _answers(port):
    try:
        return urllib.request.urlopen(f"http://{HOST}:{port}/web/login", timeout=60)
    except OSError:
        return False
