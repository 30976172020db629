"""Bring this machine to the point where Odoo can run: the order of all parts.

The virtual environment in `.odoo/venv` is made here, with the locked requirements.
"""

import hashlib
import importlib.util
import os
import shutil
import sys
from pathlib import Path

from . import (
    addon,
    debian,
    files,
    layout,
    node,
    odoo,
    odoo_source,
    postgres,
    schemas,
)
from .console import Stop
from .process import run

LOCK_FILE = layout.ROOT / "requirements-dev.lock"
STAMP = layout.VENV / "complete"
DEVKIT_PATH = layout.STATE / "python"


def prepare():
    """Do what is missing, in the order of need; at once when nothing is.

    The environment of this process, and so of all it starts, then finds the
    database server and our programs.

    :return: OdooSource
    """
    debian.ensure_packages()
    source = odoo_source.get()
    with files.locked(layout.LOCKS / "venv"):
        if not STAMP.is_file() or STAMP.read_text() != _key():
            _build_environment()
        _show_odoo(source)
    schemas.fetch()
    programs = postgres.start()
    with files.locked(layout.LOCKS / "files"):
        addon.refresh_farm()
        odoo.write_config(source)
        _choose_wkhtmltopdf()
    path = os.pathsep.join(map(str, (layout.BIN, programs, os.environ["PATH"])))
    os.environ.update({**postgres.environment(), "PATH": path, "TZ": "UTC"})
    node.ensure_browser()
    return source


def site_packages():
    return next(layout.VENV.glob("lib/python3*/site-packages"))


def _key():
    """What an environment depends on; it is built anew when that changes."""
    digest = hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest()
    return f"{sys.version} {layout.VENV} {digest}"


def _build_environment():
    if Path(sys.prefix) == layout.VENV:
        raise Stop("The locked requirements have changed: call ./dev test instead.")
    shutil.rmtree(layout.VENV, ignore_errors=True)
    files.require_space(layout.STATE, 600)
    # An environment inside an environment would lean on the outer one.
    python = getattr(sys, "_base_executable", sys.executable)
    command = [python, "-m", "venv", layout.VENV]
    if importlib.util.find_spec("ensurepip"):
        run("Make a virtual environment", command, "venv")
    else:
        run("Make a virtual environment", [*command, "--without-pip"], "venv")
        _add_debian_pip()
    pip = [layout.PYTHON, "-m", "pip", "install", "--no-deps", "-r", LOCK_FILE]
    run("Install the locked requirements", pip, "pip")
    STAMP.write_text(_key())


def _add_debian_pip():
    """Debian's Python comes without pip and without the means to make one; the
    wheel inside of the package python3-pip-whl runs from where it lies."""
    if not debian.available():
        raise Stop("This Python has no ensurepip: install python3-venv and call again.")
    wheels = layout.CACHE / "pip"
    debian.download("Download pip", ["python3-pip-whl"])
    debian.unpack("python3-pip-whl", wheels)
    wheel = next(wheels.glob("usr/share/python-wheels/pip-*.whl"))
    command = [layout.PYTHON, wheel / "pip", "install", "--no-index", wheel]
    run("Install pip", command, "pip")


def _show_odoo(source):
    """Odoo is found by a .pth line, never by a link in site-packages: through a
    link, pip would install other addons into Odoo's own tree."""
    files.link(DEVKIT_PATH / "devkit", "../../devkit")
    lines = f"{source.home}\n{DEVKIT_PATH}\n"
    files.write(site_packages() / "odoo-and-devkit.pth", lines)


def _choose_wkhtmltopdf():
    """Odoo takes the first wkhtmltopdf on the path. Debian's lacks the patched Qt: it
    prints no headers and footers, and refuses several documents at once."""
    program = site_packages() / "pydf" / "bin" / "wkhtmltopdf"
    files.link(layout.BIN / "wkhtmltopdf", program)
