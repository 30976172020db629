"""Run other programs: with a log, and a sentence when they fail."""

import ctypes
import os
import signal
import subprocess

from . import layout
from .console import Stop, step

PR_SET_PDEATHSIG = 1
LOG_TAIL = 15  # lines of a failed program's log to show


def end_with_parent():
    """Ask the kernel to end this process when the one that started it is killed,
    so that the next call does not meet a half-done step still running."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run(title, command, log_name, check=True, **options):
    """Run one long program, its output in a log file; that file.

    :raises Stop: when it fails, unless `check` is false
    """
    log = layout.LOGS / f"{log_name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with step(title), log.open("wb") as output:
        streams = {"stdin": subprocess.DEVNULL, "stdout": output, **options}
        with start(command, stderr=subprocess.STDOUT, **streams) as process:
            failed = process.wait()
        if failed and check:
            lines = log.read_text(errors="replace").splitlines()[-LOG_TAIL:]
            raise Stop("\n".join([f"{title} failed. The end of {log}:", *lines]))
    return log


def pip_into(folder, title, *words):
    """Install packages into a folder, without what they depend on."""
    pip = [layout.PYTHON, "-m", "pip", "install", "--no-deps", "--target", folder]
    run(title, [*pip, *words], "pip-into")


def start(command, **options):
    """A running program that ends with this one."""
    words = [str(part) for part in command]
    return subprocess.Popen(words, preexec_fn=end_with_parent, **options)


def foreground(command, **options):
    """Run a program that has the terminal, Ctrl-C included; its exit code."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return start(command, **options).wait()
    finally:
        signal.signal(signal.SIGINT, before)


def capture(command, **options):
    """The output of one short program; Stop with its error when it fails."""
    words = [str(part) for part in command]
    result = subprocess.run(
        words, check=False, capture_output=True, text=True, **options
    )
    if result.returncode:
        error = (result.stderr or result.stdout).strip()
        raise Stop(f"{os.path.basename(words[0])}: {error}")
    return result.stdout.strip()
