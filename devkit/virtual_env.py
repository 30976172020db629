"""The virtual environment in `.odoo/venv`, with the locked requirements."""

import hashlib
import importlib.util
import shutil
import sys
from pathlib import Path

from . import apt, files, layout
from .console import Stop
from .locks import locked
from .process import run

LOCK_FILE = layout.ROOT / "requirements-dev.lock"
STAMP = layout.VENV / "complete"
DEVKIT_PATH = layout.STATE / "python"


def ensure(source):
    """Build the environment unless it is complete, and show Odoo to it."""
    with locked(layout.LOCKS / "venv"):
        if not STAMP.is_file() or STAMP.read_text() != _key():
            _build()
        _write_path_file(source)


def _key():
    """What an environment depends on; it is built anew when that changes."""
    digest = hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest()
    return f"{sys.version} {layout.VENV} {digest}"


def _build():
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
    run(
        "Install the locked requirements",
        [layout.PYTHON, "-m", "pip", "install", "--no-deps", "-r", LOCK_FILE],
        "pip",
    )
    STAMP.write_text(_key())


def _add_debian_pip():
    """Debian's Python comes without pip and without the means to make one; the
    wheel inside of the package python3-pip-whl runs from where it lies."""
    if not apt.available():
        raise Stop("This Python has no ensurepip: install python3-venv and call again.")
    wheels = layout.CACHE / "pip"
    apt.download("Download pip", ["python3-pip-whl"])
    apt.unpack("python3-pip-whl", wheels)
    wheel = next(wheels.glob("usr/share/python-wheels/pip-*.whl"))
    command = [layout.PYTHON, wheel / "pip", "install", "--no-index", wheel]
    run("Install pip", command, "pip")


def _write_path_file(source):
    """Odoo is found by a .pth line, never by a link in site-packages: through a
    link, pip would install other addons into Odoo's own tree."""
    files.link(DEVKIT_PATH / "devkit", "../../devkit")
    lines = f"{source.home}\n{DEVKIT_PATH}\n"
    files.write(site_packages() / "odoo-and-devkit.pth", lines)


def site_packages():
    return next(layout.VENV.glob("lib/python3*/site-packages"))
