"""Python files that Odoo's shell runs with its `env`."""

import os

from . import layout, process


def build(database, script, log_name, title, *options):
    """Run a script as a step of setting up, its output in a log."""
    with script.open() as lines:
        process.run(title, [*_shell(database), *options], log_name, stdin=lines)


def play(database, script, **environment):
    """Run a script whose output is for the developer; its exit code."""
    values = {name: str(value) for name, value in environment.items()}
    with script.open() as lines:
        return process.foreground(
            [*_shell(database), "--log-level=error"],
            stdin=lines,
            env={**os.environ, **values},
        )


def _shell(database):
    return [layout.PYTHON, layout.LAUNCHER, "shell", "-d", database, "--no-http"]
