"""Odoo as a program: its configuration, its server, and scripts in its shell."""

import os
import socket
import subprocess
import time
import urllib.request
from contextlib import suppress

from . import files, layout, postgres, process
from .console import Stop, step

HOST = "127.0.0.1"
PATIENCE = 120  # seconds for a server to answer

SCRIPTS = layout.ROOT / "devkit" / "shell"

LAUNCHER_TEXT = """\
#!{python}
# A real script, since Odoo starts itself again by this name for its gevent process.
import os

os.environ.setdefault("ODOO_RC", {config!r})

import odoo.cli

odoo.cli.main()
"""


def write_config(source):
    """Write what Odoo needs to find this checkout's addons and databases."""
    values = {
        "addons_path": ",".join(map(str, [*source.addons_path(), layout.FARM])),
        "admin_passwd": "admin",
        "bin_path": layout.BIN,
        "data_dir": layout.DATA,
        "db_host": postgres.home(),
        "db_user": postgres.USER,
        "http_interface": HOST,
        "list_db": False,
        "max_cron_threads": 0,
        "screenshots": layout.STATE / "screenshots",
    }
    lines = [f"{name} = {value}" for name, value in values.items()]
    files.write(layout.CONFIG, "\n".join(["[options]", *lines, ""]))
    text = LAUNCHER_TEXT.format(python=layout.PYTHON, config=str(layout.CONFIG))
    files.write(layout.LAUNCHER, text, mode=0o755)


def command(database, *arguments, verb="server"):
    return [layout.PYTHON, layout.LAUNCHER, verb, "-d", database, *arguments]


def install(database, option, modules, log_name, title, *options):
    """Install (-i) or update (-u) modules of a database by running Odoo once."""
    options = ("--no-http", "--with-demo", "--stop-after-init", *options)
    words = command(database, *options, option, ",".join(modules))
    return process.run(title, words, log_name)


def build(database, script, log_name, title, *options, **environment):
    """Run a Python file in Odoo's shell as a step of setting up, its words in a log."""
    words = command(database, "--no-http", *options, verb="shell")
    with script.open() as lines:
        process.run(title, words, log_name, stdin=lines, env=_env(environment))


def play(database, script, **environment):
    """Run a Python file in Odoo's shell whose words are for the developer."""
    words = command(database, "--no-http", "--log-level=error", verb="shell")
    with script.open() as lines:
        if process.foreground(words, stdin=lines, env=_env(environment)):
            raise Stop(f"{script.stem} failed; its error is above.")


def _env(values):
    return {**os.environ, **{name: str(value) for name, value in values.items()}}


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


class Server:
    """A server that answers; its context gives its address, and ends it.

    :param port: a free one if not given
    :param log: file for its output, or None for the terminal
    """

    def __init__(self, database, port=None, arguments=(), log=None):
        self.port = port or free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.log = log
        self._process = process.start(
            command(database, *own_ports(database, self.port), *arguments),
            stdin=subprocess.DEVNULL,
            stdout=log and log.open("wb"),
            stderr=log and subprocess.STDOUT,
        )
        try:
            self._wait_for_answer()
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self):
        return self.url

    def __exit__(self, *_exception):
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait()

    def wait(self):
        """Until somebody ends it; its exit code."""
        try:
            return self._process.wait()
        except KeyboardInterrupt:
            # The terminal told Odoo as well; a second signal would cut it short.
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=10)
            return 0

    def _wait_for_answer(self):
        deadline = time.monotonic() + PATIENCE
        with step("Start Odoo") as current:
            while not self._answers():
                if self._process.poll() is not None:
                    raise self._failure("ended at its start")
                if time.monotonic() > deadline:
                    raise self._failure(f"did not answer in {PATIENCE} seconds")
                time.sleep(0.1)
                current.tick()

    def _answers(self):
        try:
            return urllib.request.urlopen(f"{self.url}/web/login", timeout=60)
        except OSError:
            return False

    def _failure(self, what):
        if self.log:
            return process.failure(f"Odoo's server {what}. It", self.log)
        return Stop(f"Odoo's server {what}; its own words are above.")
