"""open psql on the demo database

Further arguments go to psql, for example -c 'SELECT 1' or --list.
"""

from .. import demo_database, machine, process

TAKES_REST = True


def add_arguments(parser):
    parser.add_argument("--database", default=demo_database.NAME)


def main(options):
    source = machine.prepare()
    with demo_database.ready(source):
        command = ["psql", "--dbname", options.database, *options.rest]
        return process.foreground(command)
