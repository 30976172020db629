"""The addon of `docs/extending.md`, installed on top of this one and tested."""

import re

from . import layout, templates
from .console import Stop, say
from .process import run

NAME = "account_note_late_delivery"
FOLDER = layout.ROOT / "tests" / "extending"
PASSED = re.compile(r"0 failed, 0 error\(s\) of (\d+) tests")


def check(source):
    """Install the example on a fresh database and run its tests.

    :raises Stop: when one fails, or none ran
    """
    paths = ",".join(map(str, [*source.addons_path(), layout.FARM, FOLDER]))
    with templates.temporary(source, "example") as database:
        command = [layout.PYTHON, layout.LAUNCHER, "server", "-d", database]
        command += [f"--addons-path={paths}", "--no-http", "--stop-after-init"]
        command += ["-i", NAME, f"--test-tags=/{NAME}"]
        run("Install and test the example of an extension", command, "example")
    count = PASSED.search((layout.LOGS / "example.log").read_text())
    if not count or count[1] == "0":
        raise Stop("The example of an extension was not tested.")
    say(f"ok  The example of an extension: {count[1]} tests")
