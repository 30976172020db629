"""install the addon in the ways of docs/install.md

The marked commands of that guide run as they stand there: a folder in the addons path,
a clone of Odoo, a wheel; then update, backup and uninstallation.
"""

from .. import installs, machine


def add_arguments(parser):
    parser.add_argument(
        "way",
        nargs="*",
        choices=(*installs.WAYS, []),
        help="all three if none is named",
    )


def main(options):
    source = machine.prepare()
    for way in options.way or installs.WAYS:
        installs.run_way(source, way)
