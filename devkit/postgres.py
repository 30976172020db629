"""The private PostgreSQL server of this checkout, on a socket only."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path

from . import layout, postgres_binaries
from .console import Stop, step
from .locks import locked

USER = "odoo"
SOCKET_LIMIT = 107  # bytes in the path of a Unix socket
LOG = layout.LOGS / "postgres.log"

# The databases are disposable: speed counts, a crash of the machine does not.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "jit": "off",
}


def home():
    """Where the cluster and its socket are.

    PostgreSQL refuses to run as root, and the user it runs as instead may not enter
    the directory of root's checkout; a socket's path may not be long either.
    """
    inside = layout.STATE / "postgres"
    if os.geteuid() and len(str(_socket(inside))) < SOCKET_LIMIT:
        return inside
    return Path(f"/var/tmp/acdn-{os.geteuid()}-{layout.checkout_id()}")


def environment():
    """What libpq's programs and Odoo need to find the server."""
    return {"PGHOST": str(home()), "PGUSER": USER, "PGPORT": "5432"}


def start():
    """Make the cluster at the first call, and run the server unless it runs."""
    with locked(layout.LOCKS / "postgres"):
        binaries = postgres_binaries.find(home())
        _make_home()
        if not (home() / "data" / "PG_VERSION").is_file():
            with step("Make a PostgreSQL cluster"):
                _init(binaries)
        if not _answers():
            with step("Start PostgreSQL"):
                _start(binaries)
    return binaries


def stop():
    with locked(layout.LOCKS / "postgres"):
        if _answers():
            binaries = postgres_binaries.find(home())
            _run([binaries / "pg_ctl", "stop", "-m", "fast", "-D", home() / "data"])


def remove():
    """Stop the server and delete every database of this checkout."""
    stop()
    shutil.rmtree(home(), ignore_errors=True)


def _make_home():
    """Others may write to /var/tmp too: a directory made by another is refused."""
    home().mkdir(parents=True, exist_ok=True, mode=0o755)
    status = home().lstat()
    if home().is_symlink() or status.st_uid not in (os.geteuid(), _server_uid()):
        raise Stop(f"{home()} belongs to another user: remove it and call again.")
    if not os.geteuid():
        os.chown(home(), _server_uid(), -1)


def _init(binaries):
    draft = home() / "data.part"
    shutil.rmtree(draft, ignore_errors=True)
    options = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    _run([binaries / "initdb", *options, "-D", draft])
    os.replace(draft, home() / "data")


def _start(binaries):
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    command = [binaries / "pg_ctl", "start", "-w", "-D", home() / "data"]
    command += ["-l", home() / "log", "-o", f"-k {home()} {options}"]
    # A killed server stays in the process table for a second or two, in which pg_ctl
    # takes it for a running one.
    deadline = time.monotonic() + 5
    while not _succeeds(command):
        if time.monotonic() > deadline:
            raise Stop(f"PostgreSQL does not start: {_words()}")
        time.sleep(0.5)


def _run(command):
    if not _succeeds(command):
        raise Stop(f"PostgreSQL: {_words()}")


def _succeeds(command):
    """Run a server program, as another user when root."""
    if not os.geteuid():
        user = _server_user()
        drop = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        command = ["setpriv", *drop, *command]
    # The server outlives this call: it gets no pipe of ours to hold open.
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("w") as output:
        result = subprocess.run(
            [str(part) for part in command],
            check=False,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return result.returncode == 0


def _words():
    """What the last server program said, and the server itself."""
    server = home() / "log"
    files = [file for file in (LOG, server) if file.is_file()]
    return "\n".join(file.read_text(errors="replace")[-1000:] for file in files)


def _server_user():
    """The user the server runs as when root starts it."""
    users = {user.pw_name: user for user in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


def _server_uid():
    return os.geteuid() or _server_user().pw_uid


def _socket(directory):
    return directory / ".s.PGSQL.5432"


def _answers():
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(_socket(home()))) == 0
