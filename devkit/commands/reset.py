"""drop databases: all, only `demo`, or with --all everything under .odoo"""

import shutil

from .. import databases, layout, machine, postgres
from ..console import say


def add_arguments(parser):
    parser.add_argument(
        "database", nargs="?", help="only this one, for example demo", default=None
    )
    parser.add_argument(
        "--all", action="store_true", help="downloads and environment too"
    )


def main(options):
    if options.database:
        machine.prepare()
        databases.drop(options.database)
        say(f"ok  No database {options.database} any more")
        return
    postgres.remove()
    shutil.rmtree(layout.DATA, ignore_errors=True)
    if options.all:
        shutil.rmtree(layout.STATE, ignore_errors=True)
    say("ok  No database any more; the next call makes what it needs")
