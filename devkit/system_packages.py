"""What the machine itself must have: installed when root, else told in one command."""

import ctypes
import os
import shutil
from pathlib import Path

from . import apt, files, layout, postgres_binaries
from .console import say

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def _has_library(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_browser():
    """Whether the machine has one; ours does not count."""
    path = os.environ["PATH"].replace(str(layout.BIN), "")
    return any(shutil.which(name, path=path) for name in BROWSERS)


# The last five are what wkhtmltopdf's program is linked with.
NEEDS = {
    "postgresql": lambda: postgres_binaries.of_debian() is not None,
    "chromium": has_browser,
    "fonts-dejavu-core": lambda: any(Path("/usr/share/fonts").rglob("*.ttf")),
    "libxrender1": lambda: _has_library("libXrender.so.1"),
    "libxext6": lambda: _has_library("libXext.so.6"),
    "libx11-6": lambda: _has_library("libX11.so.6"),
    "libfontconfig1": lambda: _has_library("libfontconfig.so.1"),
    "libfreetype6": lambda: _has_library("libfreetype.so.6"),
}


def ensure():
    missing = [package for package, present in NEEDS.items() if not present()]
    if missing and os.geteuid() == 0 and apt.available():
        apt.install(missing)
    elif missing:
        _tell(f"sudo apt-get install --no-install-recommends {' '.join(missing)}")


def _tell(command):
    """Say it once, not at every call."""
    told = layout.STATE / "missing-packages"
    if not told.is_file() or told.read_text() != command:
        say(
            "This machine lacks some packages. Servers and browsers are replaced by "
            f"downloads; to have them all:\n    {command}"
        )
        files.write(told, command)
