"""Files and directories that are whole or not there, and locks on them."""

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from .console import Stop


def write(path, text, mode=0o644):
    """Write a generated file whole or not at all, and only when it changes."""
    if path.is_file() and path.read_text() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.chmod(mode)
    draft.replace(path)


def link(path, target):
    """Make `path` a symbolic link to `target`, replacing another one."""
    if path.is_symlink() and os.readlink(path) == str(target):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(target)


def require_space(directory, megabytes):
    """Stop before a step that would fill the disk: some programs hang on a full one."""
    directory.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(directory).free < megabytes * 2**20:
        raise Stop(f"The disk is full: {directory} needs {megabytes} MB.")


@contextmanager
def built(directory):
    """Give a draft that becomes `directory` only when it was filled without an error.

    Each attempt has a draft of its own: a program of a killed one may still be writing.
    """
    for left in directory.parent.glob(f"{directory.name}.part-*"):
        shutil.rmtree(left, ignore_errors=True)
    directory.parent.mkdir(parents=True, exist_ok=True)
    draft = tempfile.mkdtemp(prefix=f"{directory.name}.part-", dir=directory.parent)
    draft = Path(draft)
    draft.chmod(0o755)
    yield draft
    draft.replace(directory)


@contextmanager
def locked(path, shared=False):
    """Hold a lock file, waiting for other calls that hold it; the kernel frees it
    with the process."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
