"""Pictures of pages: any one, and those of the documentation."""

import json

from . import databases, demo, layout, machine, odoo, process
from .console import Stop, argument, command

SHOT = (
    argument("path", metavar="PATH"),
    argument("out", metavar="OUT"),
    argument("--wait", metavar="CSS", help="until this element is there"),
    argument(
        "--js",
        metavar="CODE",
        action="append",
        default=[],
        help="run this in the page before the picture; can be given several times",
    ),
    argument("--of", metavar="CSS", help="this element alone"),
    argument("--size", default="1400x900", help="of the window"),
    argument("--login", default="admin", help="user and password; or none"),
    argument("--full", action="store_true", help="the whole page, not the window"),
)


@command(*SHOT)
def shot(options):
    """take a picture of a page of the demo database, logged in

    PATH is a path of the web client or the website, for example
    /odoo/action-account.action_move_out_invoice_type. OUT ends in .png, or in .pdf to
    print the page. The code of --js can use click(CSS) and await until(CSS).
    """
    names = [words[-1].lstrip("-") for words, _options in SHOT]
    values = {name: getattr(options, name) for name in names}
    with demo.ready(machine.prepare()), _server() as url:
        _take("shot", url, demo.NAME, json.dumps(values))


@command(argument("names", metavar="NAME", nargs="*", help="all unless given"))
def pictures(options):
    """take the pictures of the documentation anew, from a fresh demo company

    Each is an entry of devkit/picture_table.py; NAME is that of one, without .png. The
    page of the addon, index.html, is written as well, from README.rst and figures.rst.
    """
    source = machine.prepare()
    log = layout.LOGS / "pictures-server.log"
    with (
        databases.temporary(source, "pictures") as database,
        odoo.Server(database, log=log) as url,
    ):
        _take("pictures", url, database, *options.names)


def _server():
    """The server of `./dev run` while it runs, else one for this picture alone."""
    log = layout.LOGS / "shot-server.log"
    return demo.server_of_run() or odoo.Server(demo.NAME, log=log)


def _take(*arguments):
    if process.foreground([layout.PYTHON, "-m", "devkit.pictures", *arguments]):
        raise Stop("A picture was not taken; the error is above.")
