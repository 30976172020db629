"""An Odoo server for one database."""

import errno
import socket
import subprocess
import time
import urllib.request
from contextlib import suppress

from . import layout, odoo_config, process
from .console import Stop, step

PATIENCE = 120  # seconds for a server to answer


class OdooServer:
    """A running server; its context gives its address, and ends it.

    :param log: file for its output, or None for the terminal
    """

    def __init__(self, port, command, log):
        self.port = port
        self.url = f"http://{odoo_config.HOST}:{port}"
        self.log = log
        self._process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=log and log.open("wb"),
            stderr=log and subprocess.STDOUT,
            preexec_fn=process.end_with_parent,
        )

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

    def wait_for_answer(self):
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


def start(database, port=None, arguments=(), log=None):
    """A server that answers.

    :param port: a free one if not given
    """
    port = port or odoo_config.free_port()
    command = [layout.PYTHON, layout.LAUNCHER, "server", "-d", database]
    command += [f"--db-filter=^{database}$", f"--http-port={port}"]
    # Used with workers only; Odoo's standard one would end parallel servers.
    command += [f"--gevent-port={odoo_config.free_port()}", *arguments]
    running = OdooServer(port, command, log)
    try:
        running.wait_for_answer()
    except BaseException:
        running.__exit__()
        raise
    return running


def check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((odoo_config.HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise Stop(
                f"Port {port} is in use, perhaps by another ./dev run. "
                f"Choose one: ./dev run --port {port + 1}"
            ) from None
