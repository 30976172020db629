"""Run other programs: with progress, a log, and a sentence when they fail."""

import ctypes
import os
import shutil
import signal
import subprocess
import time

from . import layout
from .console import Stop, step

PR_SET_PDEATHSIG = 1
LOG_TAIL = 15  # lines of a failed program's log to show

NO_NETWORK = (
    "Temporary failure in name resolution",
    "Temporary failure resolving",
    "Network is unreachable",
    "Could not resolve host",
    "EAI_AGAIN",
)


def end_with_parent():
    """Ask the kernel to end this process when the one that started it is killed,
    so that the next call does not meet a half-done step still running."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def diagnose(text):
    """What a log means for the developer, where that is known."""
    if "No space left on device" in text:
        return "The disk is full."
    return "There is no network." if any(map(text.__contains__, NO_NETWORK)) else None


def failure(title, log):
    """The sentence for a program that failed, from what it wrote into its log."""
    text = log.read_text(errors="replace")
    known = diagnose(text)
    if shutil.disk_usage(log.parent).free < 2**20:  # then the log is not whole
        known = "The disk is full."
    if known:
        return Stop(f"{title}: {known} Its log is {log}.")
    tail = "\n".join(text.splitlines()[-LOG_TAIL:])
    return Stop(f"{title} failed. The end of {log}:\n{tail}")


def run(title, command, log_name, **options):
    """Run one long program, its output in a log file, or raise Stop."""
    log = layout.LOGS / f"{log_name}.log"
    with step(title) as current:
        if follow(current, command, log, **options):
            raise failure(title, log)
    return log


def follow(current, command, log, **options):
    """Run a program to its end, its output in a log file; its exit code.

    :param current: the step that shows signs of life meanwhile
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        streams = {"stdin": subprocess.DEVNULL, "stdout": output, **options}
        with start(command, stderr=subprocess.STDOUT, **streams) as process:
            try:
                while process.poll() is None:
                    time.sleep(0.05)
                    current.tick()
            except KeyboardInterrupt:
                process.terminate()
                raise
    return process.returncode


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
        raise Stop(diagnose(error) or f"{os.path.basename(words[0])}: {error}")
    return result.stdout.strip()
