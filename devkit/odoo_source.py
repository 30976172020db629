"""Odoo 19's source: ODOO_HOME, else Debian's package, else a git clone."""

import os
from pathlib import Path

from . import debian, files, layout
from .console import Stop, say
from .process import run

HELP = "Set ODOO_HOME to a directory that holds the Python package `odoo` of Odoo 19."

DEBIAN_TREE = layout.CACHE / "odoo-debian"
PACKAGES = Path("usr/lib/python3/dist-packages")

# Debian's package links into these; a dangling link there is an error 500 in the
# portal. sid's own fonts-font-awesome and fonts-inconsolata no longer have those files.
LINKED = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-font-awesome/bookworm",
    "fonts-inconsolata/bookworm",
)

# Left out of Debian's package for its license. Without the file every bundle logs an
# error and with it every browser tour fails; it only blurs a video call's background.
BLUR = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"

GIT_HOME = layout.CACHE / "odoo-git"
REPOSITORY = "https://github.com/odoo/odoo.git"
BRANCH = "19.0"


class OdooSource:
    """A tree of Odoo 19.

    :param home: the directory that contains the Python package `odoo`
    """

    def __init__(self, home):
        self.home = home
        self.release = home / "odoo" / "release.py"
        if not self.release.is_file():
            raise Stop(f"There is no Odoo in {home}. {HELP}")
        if "\nversion_info = (19, 0" not in self.release.read_text():
            raise Stop(f"{home} holds another Odoo than 19.0. {HELP}")

    def folders(self):
        """Odoo's own addons: all in one folder, or in git's layout in two.

        Debian's package has a folder `addons` too, with copies that lack files.
        """
        core = self.home / "odoo" / "addons"
        return [core] if (core / "web").is_dir() else [core, self.home / "addons"]

    def addons_path(self, *more):
        """The value of Odoo's option: its own addons, and those of other folders."""
        return ",".join(map(str, (*self.folders(), *more)))


def get():
    """Find Odoo's source, fetching it at the first call."""
    given = os.environ.get("ODOO_HOME")
    if given:
        return OdooSource(Path(given).expanduser().absolute())
    with files.locked(layout.CACHE / "lock" / "odoo"):
        if not DEBIAN_TREE.is_dir() and not GIT_HOME.is_dir():
            _fetch()
    is_debian = DEBIAN_TREE.is_dir()
    return OdooSource(DEBIAN_TREE / PACKAGES if is_debian else GIT_HOME)


def _fetch():
    files.require_space(layout.CACHE, 1700)
    if debian.mirror():
        try:
            _fetch_from_debian()
            return
        except Stop as reason:
            say(f"Debian's package of Odoo 19 cannot be had: {reason}")
    clone = ["git", "clone", "--depth=1", f"--branch={BRANCH}", REPOSITORY]
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    try:
        with files.built(GIT_HOME) as draft:
            title = f"Clone Odoo's branch {BRANCH}"
            run(title, [*clone, draft], "git-clone", env=environment)
    except (Stop, FileNotFoundError) as reason:
        raise Stop(f"{reason}\nOdoo 19 cannot be fetched. {HELP}") from None


def _fetch_from_debian():
    """Unpack Debian's package by hand, and repair its holes."""
    debian.download("Download Odoo 19 (130 MB)", ["odoo-19", *LINKED])
    with files.built(DEBIAN_TREE) as draft:
        for package in ("odoo-19", *LINKED):
            debian.unpack(package.split("/")[0], draft)
        blur = draft / PACKAGES / BLUR
        blur.parent.mkdir(parents=True, exist_ok=True)
        blur.write_text("/* Not part of Debian's package. */\n")
