"""Where things lie: all state is under `.odoo/` of the checkout."""

import hashlib
import os
import shutil
from pathlib import Path

from .console import Stop

ADDON = "account_credit_debit_note"

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".odoo"

# Downloads can be shared by several checkouts; the rest belongs to one.
CACHE = Path(os.environ.get("ACDN_CACHE") or STATE / "cache").absolute()

VENV = STATE / "venv"
PYTHON = VENV / "bin" / "python"
BIN = STATE / "bin"
LAUNCHER = BIN / "odoo"
CONFIG = STATE / "odoo.conf"
FARM = STATE / "addons"
DATA = STATE / "data"
LOGS = STATE / "log"
LOCKS = STATE / "lock"


def checkout_id():
    """Short name of this checkout for directories outside of it."""
    return hashlib.sha1(str(ROOT).encode()).hexdigest()[:8]


def write(path, text, mode=0o644):
    """Write a generated file whole or not at all, and only when it changes."""
    if path.is_file() and path.read_text() == text:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.chmod(mode)
    return draft.replace(path)


def link(path, target):
    """Make `path` a symbolic link to `target`, replacing another one."""
    if path.is_symlink() and os.readlink(path) == str(target):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.symlink_to(target)
    draft.replace(path)


def require_space(directory, megabytes):
    """Stop before a step that would fill the disk: some programs hang on a full one."""
    directory.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(directory).free // 2**20
    if free < megabytes:
        raise Stop(
            f"The disk is full: {free} MB are free for {directory}, "
            f"{megabytes} MB are needed."
        )
