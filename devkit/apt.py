"""Debian's packages: fetched into a private state, or installed when root.

The private state is derived from the machine's own sources, so that its mirror,
keys and proxies hold; nothing is installed system-wide and no root is needed.
"""

import os
import re
import shutil
from pathlib import Path

from . import files, layout
from .process import run

STATE = layout.CACHE / "apt"
DEBS = layout.CACHE / "debs"

# Odoo 19 is packaged in sid only; bookworm has fonts that sid has dropped.
SUITES = "sid bookworm"


def available():
    return bool(shutil.which("apt-get") and shutil.which("dpkg") and _source())


def download(title, packages):
    """Put the .deb files of `packages` into DEBS without any root's right."""
    _update()
    DEBS.mkdir(parents=True, exist_ok=True)
    run(title, [*_apt_get(), "download", *packages], "apt-download", cwd=DEBS)


def unpack(package, target):
    """Unpack a downloaded package's files under the directory `target`."""
    deb = newest(package)
    run(f"Unpack {deb.name}", ["dpkg", "-x", deb, target], "dpkg")


def newest(package):
    """The file of a downloaded package."""
    return max(DEBS.glob(f"{package}_*.deb"), key=lambda deb: deb.stat().st_mtime)


def install(packages):
    """Install `packages` on the machine itself; only root can."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("Update the list of packages", ["apt-get", "update"], "apt-update")
    run(
        f"Install {' '.join(packages)}",
        ["apt-get", "install", "-y", "--no-install-recommends", *packages],
        "apt-install",
        env=environment,
    )


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


def _update():
    for part in ("etc", "lists/partial", "cache/archives/partial"):
        (STATE / part).mkdir(parents=True, exist_ok=True)
    uri, keyring = _source()
    lines = ["Types: deb", f"URIs: {uri}", f"Suites: {SUITES}", "Components: main"]
    if keyring:
        lines.append(f"Signed-By: {keyring}")
    files.write(STATE / "etc" / "debian.sources", "\n".join(lines) + "\n")
    run("Read the lists of Debian's packages", [*_apt_get(), "update"], "apt-lists")


def _source():
    """The address and keyring of this machine's Debian mirror, or None."""
    for file in sorted(Path("/etc/apt/sources.list.d").glob("*.sources")):
        for paragraph in re.split(r"\n\s*\n", file.read_text()):
            fields = dict(re.findall(r"^([\w-]+):\s*(\S+)", paragraph, re.MULTILINE))
            if _is_debian(fields.get("URIs", "")):
                return fields["URIs"], fields.get("Signed-By")
    lists = Path("/etc/apt/sources.list.d").glob("*.list")
    for file in (Path("/etc/apt/sources.list"), *sorted(lists)):
        text = file.read_text() if file.is_file() else ""
        for options, uri in re.findall(
            r"^deb\s+(?:\[(.*?)\]\s+)?(\S+)", text, re.MULTILINE
        ):
            if _is_debian(uri):
                keyring = re.search(r"signed-by=(\S+)", options)
                return uri, keyring and keyring[1]
    return None


def _is_debian(uri):
    return "/debian" in uri and "security" not in uri
