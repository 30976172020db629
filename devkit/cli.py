"""The commands of ./dev and how their failures are told."""

import errno
import os
import sys

from . import layout, machine
from .console import Stop, say


def main(arguments):
    try:
        machine.prepare()
        os.execv(layout.PYTHON, [layout.PYTHON, "-m", "pytest", *arguments[1:]])
    except Stop as reason:
        say(f"dev: {reason}")
        return 1
