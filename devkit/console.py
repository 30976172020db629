"""What the developer types and sees: commands, steps, and sentences for failures."""

import sys
import time
from contextlib import contextmanager

COMMANDS = {}


class Stop(Exception):
    """The command cannot go on; the message tells the developer why."""


def argument(*names, **options):
    """An argument of a command, as argparse's add_argument takes it."""
    return names, options


def command(*arguments, takes_rest=False):
    """Make a command of a function: its docstring is its help.

    :param takes_rest: whether it hands arguments it does not know to a program
    """

    def register(function):
        COMMANDS[function.__name__] = (function, arguments, takes_rest)
        return function

    return register


def say(text):
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title):
    """Tell what is being done, and how long it took."""
    say(f"... {title}")
    start = time.monotonic()
    yield
    say(f"ok  {title} ({time.monotonic() - start:.1f} s)")
