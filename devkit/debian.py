"""Debian's packages: fetched into a private state, or installed when root.

The private state has the machine's own mirror and proxies; nothing is installed
system-wide and no root is needed.
"""

import os
import re
import shutil
from ctypes.util import find_library
from pathlib import Path

from . import files, layout
from .console import say
from .process import capture, run

STATE = layout.CACHE / "apt"
DEBS = layout.CACHE / "debs"

# Odoo 19 is packaged in sid only; bookworm has fonts that sid has dropped.
SOURCE = """\
Types: deb
URIs: {mirror}
Suites: sid bookworm
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
"""

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")

# What wkhtmltopdf's program is linked with
LIBRARIES = {
    "libxrender1": "Xrender",
    "libxext6": "Xext",
    "libx11-6": "X11",
    "libfontconfig1": "fontconfig",
    "libfreetype6": "freetype",
}


def ensure_packages():
    """What the machine itself must have: installed when root, else told."""
    there = {
        "postgresql": postgres_programs(),
        "chromium": browser(),
        "fonts-dejavu-core": any(Path("/usr/share/fonts").rglob("*.ttf")),
        **{package: find_library(name) for package, name in LIBRARIES.items()},
    }
    missing = [package for package, found in there.items() if not found]
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if missing and os.geteuid() == 0 and mirror():
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run("Update the list of packages", ["apt-get", "update"], "apt-update")
        title = f"Install {' '.join(missing)}"
        run(title, command, "apt-install", env=environment)
    elif missing:
        say("Downloads stand in for servers and browsers this machine lacks; to have")
        say(f"all it needs: sudo {' '.join(command)}")


def browser():
    """The machine's own browser; ours does not count."""
    path = os.environ["PATH"].replace(str(layout.BIN), "")
    found = (shutil.which(name, path=path) for name in BROWSERS)
    return next(filter(None, found), None)


def postgres_programs():
    """The directory of the newest server's programs, or None."""
    found = Path("/usr/lib/postgresql").glob("[1-9][0-9]/bin/initdb")
    return max((program.parent for program in found), default=None)


def mirror():
    """The address of this machine's Debian mirror, or None."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        return None
    uris = capture(["apt-get", "update", "--print-uris"])
    found = re.search(r"^'(\S+/debian(?!-)\S*)/dists/", uris, re.MULTILINE)
    return found and found[1]


def download(title, packages):
    """Put the .deb files of `packages` into DEBS without any root's right."""
    for folder in ("etc", "lists/partial", "cache/archives/partial"):
        (STATE / folder).mkdir(parents=True, exist_ok=True)
    DEBS.mkdir(parents=True, exist_ok=True)
    files.write(STATE / "etc" / "debian.sources", SOURCE.format(mirror=mirror()))
    options = {
        "Dir::Etc::sourcelist": "/dev/null",
        "Dir::Etc::sourceparts": STATE / "etc",
        "Dir::State::Lists": STATE / "lists",
        "Dir::Cache": STATE / "cache",
        "Acquire::Languages": "none",
        "APT::Update::Error-Mode": "any",
        "APT::Sandbox::User": "root",
    }
    apt_get = ["apt-get", *(f"-o{name}={value}" for name, value in options.items())]
    run("Read the lists of Debian's packages", [*apt_get, "update"], "apt-lists")
    run(title, [*apt_get, "download", *packages], "apt-download", cwd=DEBS)


def unpack(package, target):
    """Unpack a downloaded package's files under the directory `target`."""
    found = DEBS.glob(f"{package}_*.deb")
    deb = max(found, key=lambda file: file.stat().st_mtime)
    run(f"Unpack {deb.name}", ["dpkg", "-x", deb, target], "dpkg")
