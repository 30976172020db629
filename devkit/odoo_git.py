"""Odoo 19 from its git repository, where Debian's package cannot be had."""

import os
import shutil

from . import layout
from .console import Stop
from .process import run

HOME = layout.CACHE / "odoo-git"
REPOSITORY = "https://github.com/odoo/odoo.git"
BRANCH = "19.0"


def fetch():
    if not shutil.which("git"):
        raise Stop("git is not installed, so Odoo's source cannot be cloned.")
    draft = HOME.with_name(f"{HOME.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    run(
        f"Clone Odoo's branch {BRANCH}",
        ["git", "clone", "--depth=1", f"--branch={BRANCH}", REPOSITORY, draft],
        "git-clone",
        env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
    )
    os.replace(draft, HOME)
    return HOME
