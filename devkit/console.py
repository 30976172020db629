"""What the developer sees: steps with their progress, and sentences for failures."""

import sys
import time
from contextlib import contextmanager

HEARTBEAT = 15  # seconds between signs of life where no terminal is watching


class Stop(Exception):
    """The command cannot go on; the message tells the developer why."""


def say(text):
    print(text, file=sys.stderr, flush=True)


class Step:
    """One line of progress: redrawn on a terminal, repeated elsewhere."""

    def __init__(self, title):
        self.title = title
        self.start = self.shown = time.monotonic()
        self.live = sys.stderr.isatty()
        say(f"... {title}")

    def elapsed(self):
        return time.monotonic() - self.start

    def tick(self):
        now = time.monotonic()
        if now - self.shown < (1 if self.live else HEARTBEAT):
            return
        self.shown = now
        line = f"... {self.title} {self.elapsed():.0f} s"
        say(f"\x1b[1A\x1b[2K{line}" if self.live else line)

    def done(self):
        line = f"ok  {self.title} ({self.elapsed():.1f} s)"
        say(f"\x1b[1A\x1b[2K{line}" if self.live else line)


@contextmanager
def step(title):
    current = Step(title)
    yield current
    current.done()
