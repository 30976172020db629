"""take a picture of a page of the demo database, logged in

PATH is a path of the web client or the website, for example
/odoo/action-account.action_move_out_invoice_type. OUT ends in .png, or in .pdf to
print the page. The code of --js can use click(CSS) and await until(CSS).
"""

from .. import demo_database, layout, machine, odoo_server, process


def add_arguments(parser):
    parser.add_argument("path", metavar="PATH")
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--wait", metavar="CSS", help="until this element is there")
    parser.add_argument(
        "--js",
        metavar="CODE",
        action="append",
        default=[],
        help="run this in the page before the picture; can be given several times",
    )
    parser.add_argument("--of", metavar="CSS", help="this element alone")
    parser.add_argument("--size", default="1400x900", help="of the window")
    parser.add_argument(
        "--login", default="admin", help="user, whose password is the same; or none"
    )
    parser.add_argument(
        "--full", action="store_true", help="the whole page, not the window alone"
    )


def main(options):
    source = machine.prepare()
    with demo_database.ready(source), _server() as url:
        command = [layout.PYTHON, "-m", "devkit.picture", url, options.path]
        command += [options.out, "--size", options.size, "--login", options.login]
        command += ["--full"] if options.full else []
        command += ["--wait", options.wait] if options.wait else []
        command += ["--of", options.of] if options.of else []
        command += [part for code in options.js for part in ("--js", code)]
        return process.foreground(command)


def _server():
    """The server of `./dev run` while it runs, else one for this picture alone."""
    log = layout.LOGS / "shot-server.log"
    return demo_database.server_of_run() or odoo_server.start(
        demo_database.NAME, log=log
    )
