"""What `./dev test` runs, on all processors at once."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from . import databases, layout, machine, process, suites
from .console import Stop, argument, command, say

WORKERS = min(os.cpu_count() or 1, 8)

PYTEST = (layout.PYTHON, "-m", "pytest")
PURE = ("-c", "devkit/pure.ini", "--rootdir=.", "tests/pure", "tools")
DEV = (sys.executable, layout.ROOT / "dev")

# What is asked beside pytest, each on databases of its own, the longest first
JOBS = {
    "Odoo's own suites": (*DEV, "test", "--odoo"),
    "installation, update, uninstallation": (*DEV, "lifecycle"),
    "localizations": (*DEV, "localizations", "--some", "4"),
    "lint": (*DEV, "lint"),
    "wheel": (*DEV, "installs", "wheel"),
    "example of an extension": (*DEV, "example"),
    "pure tests": (*PYTEST, *PURE),
}
FULL = JOBS | {"localizations": (*DEV, "localizations")}


@command(
    argument("--odoo", action="store_true", help="Odoo's own suites alone"),
    argument("--full", action="store_true", help="all cases of sweeps, not a sample"),
    takes_rest=True,
)
def test(options):
    """run everything: lint, tests, browser tours, Odoo's own suites, lifecycle and more

    With arguments, which go to pytest, only what they select and no lint:
    ./dev test tests/test_x.py -k name
    """
    source = machine.prepare()
    if options.odoo:
        return suites.guard(source)
    words = [*options.rest, *(["--full"] if options.full else [])]
    if options.rest:
        return process.foreground([*PYTEST, *words], cwd=layout.ROOT)
    # Each class as a whole on one of the databases, whichever is free
    words += [f"--numprocesses={WORKERS}", "--dist=loadscope"]
    words += ["--ignore=tests/pure"]  # a job of its own, below
    words += ["--no-loadscope-reorder"]  # the plugin knows which take long
    words += ["--durations=40", "--durations-min=4"]  # what to make shorter next
    failed = ["tests"] * bool(process.foreground([*PYTEST, *words], cwd=layout.ROOT))
    failed += _run_all(FULL if options.full else JOBS, source)
    if failed:
        raise Stop(f"Failed: {', '.join(failed)}.")
    return 0


def _run_all(jobs, source):
    """Run commands, as many at once as there are processors; those that failed."""
    with (
        databases.temporary(source, "jobs"),  # so that none has to build the template
        ThreadPoolExecutor(WORKERS) as workers,
    ):
        results = list(workers.map(_run, jobs, jobs.values()))
    return [name for name, failed in zip(jobs, results, strict=True) if failed]


def _run(name, words):
    """Run one command, and show what it said when it fails; whether it did."""
    say(f"... {name}")
    start = time.monotonic()
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE}
    streams |= {"stderr": subprocess.STDOUT, "text": True, "cwd": layout.ROOT}
    with process.start(words, **streams) as running:
        text, _none = running.communicate()
    told = f"{name} ({time.monotonic() - start:.0f} s)"
    say(f"--- {told} failed\n{text}" if running.returncode else f"ok  {told}")
    return running.returncode
