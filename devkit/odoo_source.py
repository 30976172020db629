"""Odoo 19's source: ODOO_HOME, else Debian's package, else a git clone."""

import os
import re
from pathlib import Path

from . import apt, files, layout, odoo_debian, odoo_git
from .console import Stop, say
from .locks import locked

HELP = "Set ODOO_HOME to a directory that holds the Python package `odoo` of Odoo 19."


class OdooSource:
    """A tree of Odoo 19.

    :param home: the directory that contains the Python package `odoo`
    """

    def __init__(self, home):
        self.home = home
        self.release = home / "odoo" / "release.py"

    def check(self):
        if not self.release.is_file():
            raise Stop(f"There is no Odoo in {self.home}. {HELP}")
        text = self.release.read_text()
        version = re.search(r"^version_info = \((.*)\)", text, re.MULTILINE)
        if not version or not version[1].startswith("19, 0"):
            found = version[1] if version else "an unknown version"
            raise Stop(f"{self.home} holds Odoo {found}, not 19.0. {HELP}")
        return self

    def addons_path(self):
        """Odoo's own addons: all in one folder, or in git's layout in two.

        Debian's package has a folder `addons` too, with copies that lack files.
        """
        core = self.home / "odoo" / "addons"
        return [core] if (core / "web").is_dir() else [core, self.home / "addons"]


def get():
    """Find Odoo's source, fetching it at the first call."""
    given = os.environ.get("ODOO_HOME")
    if given:
        return OdooSource(Path(given).expanduser().absolute()).check()
    for fetched in (odoo_debian.HOME, odoo_git.HOME):
        if fetched.is_dir():
            return OdooSource(fetched).check()
    with locked(layout.CACHE / "lock" / "odoo"):
        return OdooSource(_fetch()).check()


def _fetch():
    if odoo_debian.HOME.is_dir():
        return odoo_debian.HOME
    files.require_space(layout.CACHE, 1700)
    if apt.available():
        try:
            return odoo_debian.fetch()
        except Stop as reason:
            say(f"Debian's package of Odoo 19 cannot be had: {reason}")
    try:
        return odoo_git.fetch()
    except Stop as reason:
        raise Stop(f"{reason}\nOdoo 19 cannot be fetched. {HELP}") from None
