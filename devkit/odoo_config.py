"""Odoo's configuration file, launcher and environment."""

import os
import socket

from . import files, layout, postgres

HOST = "127.0.0.1"

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


def environment(binaries):
    """The environment for Odoo, with our programs first on the path."""
    path = os.pathsep.join(map(str, (layout.BIN, binaries, os.environ["PATH"])))
    return {**os.environ, **postgres.environment(), "PATH": path, "TZ": "UTC"}


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
