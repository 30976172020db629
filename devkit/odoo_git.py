"""Odoo 19 from its git repository, where Debian's package cannot be had."""

import os
import shutil

from . import files, layout
from .console import Stop
from .process import run

HOME = layout.CACHE / "odoo-git"
REPOSITORY = "https://github.com/odoo/odoo.git"
BRANCH = "19.0"


def fetch():
    if not shutil.which("git"):
        raise Stop("git is not installed, so Odoo's source cannot be cloned.")
    clone = ["git", "clone", "--depth=1", f"--branch={BRANCH}", REPOSITORY]
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    with files.built(HOME) as draft:
        title = f"Clone Odoo's branch {BRANCH}"
        run(title, [*clone, draft], "git-clone", env=environment)
    return HOME
