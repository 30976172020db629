"""Locks between calls in one checkout; the kernel frees them with their process."""

import fcntl
import time
from contextlib import contextmanager

from .console import say

PATIENCE = 1  # seconds to wait in silence


@contextmanager
def locked(path, shared=False):
    """Hold the lock file `path`, waiting for other calls that hold it."""
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
