"""build the addon as a Python wheel, as OCA names its addons

What only its developers need is left out; docs/install.md says how it is installed.
"""

from pathlib import Path

from .. import layout, machine, wheel
from ..console import say


def add_arguments(parser):
    parser.add_argument(
        "--out",
        type=Path,
        default=layout.STATE / "dist",
        help="folder for the wheel (default: .odoo/dist)",
    )


def main(options):
    machine.prepare()
    say(f"ok  {wheel.build(options.out.absolute())}")
