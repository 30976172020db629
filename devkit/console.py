"""What the developer types and sees: commands, steps, and sentences for failures."""

import sys
import time
from contextlib import contextmanager

HEARTBEAT = 15  # seconds between signs of life where no terminal is watching

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
        COMMANDS[function.__name__.rstrip("_")] = (function, arguments, takes_rest)
        return function

    return register


def say(text):
    print(text, file=sys.stderr, flush=True)


class Step:
    """One line of progress: redrawn on a terminal, repeated elsewhere."""

    def __init__(self, title):
        self.title = title
        self.start = self.shown = time.monotonic()
        self.live = sys.stderr.isatty()
        say(f"... {title}")

    def tick(self):
        now = time.monotonic()
        if now - self.shown >= (1 if self.live else HEARTBEAT):
            self.shown = now
            self._show(f"... {self.title} {now - self.start:.0f} s")

    def done(self):
        self._show(f"ok  {self.title} ({time.monotonic() - self.start:.1f} s)")

    def _show(self, line):
        say(f"\x1b[1A\x1b[2K{line}" if self.live else line)


@contextmanager
def step(title):
    current = Step(title)
    yield current
    current.done()
