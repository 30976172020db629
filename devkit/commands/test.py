"""run everything: lint, pure tests, Odoo tests, browser tours, lifecycle, example

With arguments, which go to pytest, only what they select and no lint:
./dev test tests/test_x.py -k name
"""

from .. import example, layout, lifecycle, lint, machine, process
from ..console import Stop, say

TAKES_REST = True


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
    if everything and not _goes(lifecycle.install, lifecycle.uninstall, source=source):
        failed.append("lifecycle")
    if everything and not _goes(example.check, source=source):
        failed.append("example of an extension")
    if failed:
        say(f"dev: Failed: {', '.join(failed)}.")
    return bool(failed)


def _goes(*steps, source):
    """Take steps that stop with a sentence where something is wrong."""
    try:
        for step in steps:
            step(source)
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
