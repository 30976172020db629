"""The door: every command of ./dev, and the sentence each failure ends with."""

import argparse
import inspect

# Each brings its commands
from . import bench, demo, installs, lifecycle, lint, pictures, stories, suites, testing
from .console import COMMANDS, Stop, say


def main(arguments):
    parser = get_parser()
    options, rest = parser.parse_known_args(arguments)
    if not options.command:
        parser.print_help()
        return 0
    function, _arguments, takes_rest = COMMANDS[options.command]
    if rest and not takes_rest:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    options.rest = rest
    try:
        return function(options) or 0
    except Stop as reason:
        say(f"dev: {reason}")
    except KeyboardInterrupt:
        say("dev: Interrupted. The next call goes on from here.")
    return 1


def get_parser():
    parser = argparse.ArgumentParser(
        prog="./dev",
        description="Everything a developer of this addon does, from nothing: "
        "what a command needs is fetched at its first call.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, (function, arguments, _takes_rest) in sorted(COMMANDS.items()):
        text = inspect.getdoc(function)
        command = commands.add_parser(
            name,
            help=text.partition("\n")[0],
            description=text,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        for names, options in arguments:
            command.add_argument(*names, **options)
    return parser
