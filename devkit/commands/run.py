"""serve a demo database with the addon, and print address and login

Further arguments go to Odoo's server, for example --dev=xml.
"""

from .. import demo_database, machine, odoo_server
from ..console import say

TAKES_REST = True

WELCOME = """
Odoo 19 with this addon, filled with demo data:

    {url}/odoo
    login admin, password admin

Ctrl-C stops it; ./dev reset demo starts from fresh data.
"""


def add_arguments(parser):
    parser.add_argument("--port", type=int, default=8069)


def main(options):
    odoo_server.check_port(options.port)
    source = machine.prepare()
    arguments = ["--max-cron-threads=1", *options.rest]
    with demo_database.ready(source):
        server = odoo_server.start(demo_database.NAME, options.port, arguments)
    with server as url, demo_database.served(server):
        say(WELCOME.format(url=url))
        return server.wait()
