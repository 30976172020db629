"""Debian's packages: fetched into a private state, or installed when root.

The private state is derived from the machine's own sources, so that its mirror,
keys and proxies hold; nothing is installed system-wide and no root is needed.
"""

import ctypes
import os
import re
import shutil
from pathlib import Path

from . import files, layout
from .console import say
from .process import run

STATE = layout.CACHE / "apt"
DEBS = layout.CACHE / "debs"

# Odoo 19 is packaged in sid only; bookworm has fonts that sid has dropped.
SUITES = "sid bookworm"

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
POSTGRES = Path("/usr/lib/postgresql")
OLDEST_POSTGRES = 13  # what Odoo 19 supports

# What wkhtmltopdf's program is linked with
LIBRARIES = {
    "libxrender1": "libXrender.so.1",
    "libxext6": "libXext.so.6",
    "libx11-6": "libX11.so.6",
    "libfontconfig1": "libfontconfig.so.1",
    "libfreetype6": "libfreetype.so.6",
}


def ensure_packages():
    """What the machine itself must have: installed when root, else told once."""
    missing = [
        *(["postgresql"] if not postgres_programs() else []),
        *(["chromium"] if not browser() else []),
        *(["fonts-dejavu-core"] if not _has_fonts() else []),
        *(package for package, name in LIBRARIES.items() if not _has_library(name)),
    ]
    if missing and os.geteuid() == 0 and available():
        _install(missing)
    elif missing:
        command = f"sudo apt-get install --no-install-recommends {' '.join(missing)}"
        told = layout.STATE / "missing-packages"
        if not told.is_file() or told.read_text() != command:
            say(
                "This machine lacks some packages. Servers and browsers are replaced "
                f"by downloads; to have them all:\n    {command}"
            )
            files.write(told, command)


def browser():
    """The machine's own browser; ours does not count."""
    path = os.environ["PATH"].replace(str(layout.BIN), "")
    return next(
        filter(None, (shutil.which(name, path=path) for name in BROWSERS)), None
    )


def postgres_programs():
    """The directory of the newest server's programs, or None."""
    found = [
        (int(directory.name), directory / "bin")
        for directory in POSTGRES.glob("[0-9]*")
        if directory.name.isdigit() and (directory / "bin" / "initdb").is_file()
    ]
    version, programs = max(found, default=(0, None))
    return programs if version >= OLDEST_POSTGRES else None


def available():
    return bool(shutil.which("apt-get") and shutil.which("dpkg") and _source())


def download(title, packages):
    """Put the .deb files of `packages` into DEBS without any root's right."""
    for part in ("etc", "lists/partial", "cache/archives/partial"):
        (STATE / part).mkdir(parents=True, exist_ok=True)
    uri, keyring = _source()
    lines = ["Types: deb", f"URIs: {uri}", f"Suites: {SUITES}", "Components: main"]
    if keyring:
        lines.append(f"Signed-By: {keyring}")
    files.write(STATE / "etc" / "debian.sources", "\n".join(lines) + "\n")
    run("Read the lists of Debian's packages", [*_apt_get(), "update"], "apt-lists")
    DEBS.mkdir(parents=True, exist_ok=True)
    run(title, [*_apt_get(), "download", *packages], "apt-download", cwd=DEBS)


def unpack(package, target):
    """Unpack a downloaded package's files under the directory `target`."""
    deb = newest(package)
    run(f"Unpack {deb.name}", ["dpkg", "-x", deb, target], "dpkg")


def newest(package):
    """The file of a downloaded package."""
    return max(DEBS.glob(f"{package}_*.deb"), key=lambda deb: deb.stat().st_mtime)


def _install(packages):
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("Update the list of packages", ["apt-get", "update"], "apt-update")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    run(f"Install {' '.join(packages)}", command, "apt-install", env=environment)


def _has_library(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_fonts():
    return any(Path("/usr/share/fonts").rglob("*.ttf"))


def _apt_get():
    options = {
        "Dir::Etc::sourcelist": "/dev/null",
        "Dir::Etc::sourceparts": STATE / "etc",
        "Dir::State::Lists": STATE / "lists",
        "Dir::Cache": STATE / "cache",
        "Acquire::Languages": "none",
        "APT::Update::Error-Mode": "any",
        "APT::Sandbox::User": "root",
    }
    return ["apt-get", *(f"-o{name}={value}" for name, value in options.items())]


def _source():
    """The address and keyring of this machine's Debian mirror, or None."""
    folder = Path("/etc/apt/sources.list.d")
    for file in sorted(folder.glob("*.sources")):
        for paragraph in re.split(r"\n\s*\n", file.read_text()):
            fields = dict(re.findall(r"^([\w-]+):\s*(\S+)", paragraph, re.MULTILINE))
            if _is_debian(fields.get("URIs", "")):
                return fields["URIs"], fields.get("Signed-By")
    line = re.compile(r"^deb\s+(?:\[(.*?)\]\s+)?(\S+)", re.MULTILINE)
    for file in (Path("/etc/apt/sources.list"), *sorted(folder.glob("*.list"))):
        for options, uri in line.findall(file.read_text() if file.is_file() else ""):
            if _is_debian(uri):
                keyring = re.search(r"signed-by=(\S+)", options)
                return uri, keyring and keyring[1]
    return None


def _is_debian(uri):
    return "/debian" in uri and "security" not in uri
