"""run everything: lint, tests, browser tours, lifecycle, example, wheel, localizations

With arguments, which go to pytest, only what they select and no lint:
./dev test tests/test_x.py -k name
"""

from .. import (
    example,
    installs,
    layout,
    lifecycle,
    lint,
    localizations,
    machine,
    process,
)
from ..console import Stop, say

TAKES_REST = True

# All of them take minutes: ./dev localizations
LOCALIZATIONS = ("fr", "it", "in")


def add_arguments(parser):
    parser.add_argument("--lint", action="store_true", help="lint with arguments too")


def main(options):
    source = machine.prepare()
    everything = not options.rest
    failed = []
    if everything or options.lint:
        failed += lint.run(source)
    if everything and _pytest("-c", "devkit/pure.ini", "--rootdir=.", *_pure()):
        failed.append("pure tests")
    # Pure tests run here once more: they must pass with Odoo as well.
    if _pytest(*options.rest):
        failed.append("tests")
    if everything:
        failed += [name for name, part in PARTS.items() if not _succeeds(part, source)]
    if failed:
        say(f"dev: Failed: {', '.join(failed)}.")
    return bool(failed)


def _lifecycle(source):
    lifecycle.install(source)
    lifecycle.uninstall(source)
    lifecycle.upgrade(source)


PARTS = {
    "lifecycle": _lifecycle,
    "example of an extension": example.check,
    "wheel": lambda source: installs.run_way(source, "wheel"),
    "localizations": lambda source: localizations.run(source, LOCALIZATIONS),
}


def _succeeds(part, source):
    try:
        part(source)
    except Stop as reason:
        say(f"dev: {reason}")
        return False
    return True


def _pytest(*arguments):
    command = [layout.PYTHON, "-m", "pytest", *arguments]
    return process.foreground(command, cwd=layout.ROOT)


def _pure():
    """Tests without Odoo; pytest fails when a folder is not there."""
    folders = (layout.ROOT / "tests" / "pure", layout.ROOT / "tools")
    return [folder for folder in folders if folder.is_dir()]
