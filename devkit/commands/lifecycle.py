"""prove what installing, updating and uninstalling does to the books

On fresh databases: `install` into books of Odoo alone, `uninstall` from books kept with
the addon, `upgrade` from an earlier version. Rows of the books are compared column by
column, and after each step Odoo has to reverse, post and pay.
"""

from .. import lifecycle, machine


def add_arguments(parser):
    parser.add_argument(
        "part",
        nargs="*",
        choices=("install", "uninstall", "upgrade", []),
        help="all three if none is named",
    )
    parser.add_argument(
        "--since",
        metavar="COMMIT",
        help="the earlier version (default: each release)",
    )


def main(options):
    source = machine.prepare()
    parts = options.part or ["install", "uninstall", "upgrade"]
    if "install" in parts:
        lifecycle.install(source)
    if "uninstall" in parts:
        lifecycle.uninstall(source)
    if "upgrade" in parts:
        lifecycle.upgrade(source, options.since)
