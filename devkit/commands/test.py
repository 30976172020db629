"""run everything: lint, pure tests, Odoo tests, browser tours

With arguments, which go to pytest, only what they select and no lint:
./dev test tests/test_x.py -k name
"""

import subprocess

from .. import layout, machine

TAKES_REST = True


def add_arguments(parser):
    parser.add_argument("--lint", action="store_true", help="lint with arguments too")


def main(options):
    machine.prepare()
    return subprocess.call(
        [layout.PYTHON, "-m", "pytest", *options.rest], cwd=layout.ROOT
    )
