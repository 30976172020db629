"""Files and directories that are whole or not there."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from .console import Stop


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
    draft = Path(
        tempfile.mkdtemp(prefix=f"{directory.name}.part-", dir=directory.parent)
    )
    draft.chmod(0o755)
    yield draft
    draft.replace(directory)
