"""open a Python shell with Odoo's `env` on the demo database

A script on standard input runs instead; further arguments go to Odoo's shell.
"""

from .. import demo_database, layout, machine, process

TAKES_REST = True


def add_arguments(parser):
    parser.add_argument("--database", default=demo_database.NAME)


def main(options):
    source = machine.prepare()
    command = [layout.PYTHON, layout.LAUNCHER, "shell", "--no-http"]
    command += ["--log-level=warn", "-d", options.database, *options.rest]
    with demo_database.ready(source):
        return process.foreground(command)
