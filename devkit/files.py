"""Files and directories that are whole or not there, and locks on them."""

import fcntl
import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from .console import Stop, say

PATIENCE = 1  # seconds to wait for another call in silence


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
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    with path.open("a") as file:
        start, told = time.monotonic(), False
        while not _try_lock(file, kind):
            if not told and time.monotonic() - start > PATIENCE:
                say("... waiting for another call in this checkout")
                told = True
            time.sleep(0.1)
        yield


def _try_lock(file, kind):
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
