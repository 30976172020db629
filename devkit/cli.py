"""The commands of ./dev, and the sentence each failure ends with."""

import argparse
import errno

from .commands import (
    bench,
    demo,
    example,
    installs,
    lifecycle,
    lint,
    localizations,
    pictures,
    pot,
    psql,
    reset,
    run,
    shell,
    shot,
    suites,
    test,
    wheel,
)
from .console import Stop, say

COMMANDS = (
    run,
    test,
    suites,
    lifecycle,
    installs,
    localizations,
    demo,
    example,
    shell,
    psql,
    shot,
    pictures,
    lint,
    pot,
    bench,
    wheel,
    reset,
)


def main(arguments):
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if not options.command:
        parser.print_help()
        return 0
    if rest and not options.takes_rest:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    options.rest = rest
    try:
        return options.main(options) or 0
    except Stop as reason:
        say(f"dev: {reason}")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        say("dev: The disk is full.")
    except KeyboardInterrupt:
        say("dev: Interrupted. The next call goes on from here.")
        return 130
    return 1


def _parser():
    parser = argparse.ArgumentParser(
        prog="./dev",
        description="Everything a developer of this addon does, from nothing: "
        "what a command needs is fetched at its first call.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for module in COMMANDS:
        summary = module.__doc__.partition("\n\n")[0]
        command = commands.add_parser(
            module.__name__.rpartition(".")[2],
            help=summary,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(command)
        takes_rest = getattr(module, "TAKES_REST", False)
        command.set_defaults(main=module.main, takes_rest=takes_rest)
    return parser
