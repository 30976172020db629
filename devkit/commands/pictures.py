"""take the pictures of the documentation anew, from a fresh demo company

Each is an entry of devkit/picture_table.py; NAME is that of one, without .png. The icon
is drawn from icon.svg, and index.html written from README.rst.
"""

from .. import layout, machine, odoo_server, process, templates
from ..console import Stop


def add_arguments(parser):
    parser.add_argument("names", metavar="NAME", nargs="*", help="all unless given")


def main(options):
    source = machine.prepare()
    log = layout.LOGS / "pictures-server.log"
    with (
        templates.temporary(source, "pictures") as database,
        odoo_server.start(database, log=log) as url,
    ):
        command = [layout.PYTHON, "-m", "devkit.pictures", url, database]
        if process.foreground([*command, *options.names]):
            raise Stop("Not all pictures were taken; the error is above.")
