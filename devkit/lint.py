"""The checks of `./dev lint`, each a program and, where there is one, its mending."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from . import layout, node, pot
from .console import say
from .locks import locked

PRETTIER = ("prettier@3.10.1", "@prettier/plugin-xml@3.4.2")
PRETTIER_SUFFIXES = {".xml", ".js", ".scss"}


class Check(NamedTuple):
    title: str
    command: list
    fix: list | None = None


def checks():
    copy, prettier = _copy(), _prettier()
    # R8180 wants one class for each model; here a file is one concept. It is switched
    # off here since the configuration file's `enable` would switch it on again.
    pylint = _tool("pylint", "--rcfile=pyproject.toml", "--disable=R8180")
    docutils = [layout.PYTHON, "-m", "docutils", "--report=2", "--halt=2"]
    return [
        Check("ruff", _tool("ruff", "check"), _tool("ruff", "check", "--fix")),
        Check(
            "ruff format", _tool("ruff", "format", "--check"), _tool("ruff", "format")
        ),
        Check("pylint-odoo", [*pylint, copy]),
        Check("OCA's checks", _tool("oca-checks-odoo-module", copy)),
        Check("OCA's checks of .po", _po_checks()),
        Check("prettier", [*prettier, "--check"], [*prettier, "--write"]),
        Check("codespell", _tool("codespell")),
        Check("README.rst", [*docutils, "README.rst", os.devnull]),
    ]


def run(source, fix=False):
    """Run all checks, mending first if asked.

    :param source: OdooSource
    :return: the titles of those that failed
    """
    with locked(layout.LOCKS / "lint"):
        failed = [check.title for check in checks() if not _passes(check, fix)]
    if fix:
        pot.update(source)
    elif pot.is_stale(source):
        failed.append(pot.FILE.name)
    return failed


def _passes(check, fix):
    if fix and check.fix:
        _call(check.fix)
    result = _call(check.command)
    if result.returncode:
        say(f"--- {check.title}\n{result.stdout}")
    else:
        say(f"ok  {check.title}")
    return not result.returncode


def _call(command):
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=layout.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _tool(name, *arguments):
    return [layout.VENV / "bin" / name, *arguments]


def _po_checks():
    # A pretty file has no translation that is spelled like its term: such a term could
    # not be told from a missing one.
    files = _files({".po", ".pot"})
    return _tool("oca-checks-po", "--disable=po-pretty-format", *files)


def _copy():
    """OCA's checks and pylint-odoo take an addon that is the root of a git repository
    for none, and pass over it in silence: they get a copy below that root."""
    copy = layout.STATE / "lint" / layout.ADDON
    shutil.rmtree(copy, ignore_errors=True)
    return shutil.copytree(layout.FARM / layout.ADDON, copy)


def _prettier():
    modules = node.install("prettier", PRETTIER, "Download prettier")
    plugin = modules / "@prettier" / "plugin-xml" / "src" / "plugin.js"
    program = modules / "prettier" / "bin" / "prettier.cjs"
    return [node.program(), program, f"--plugin={plugin}", *_files(PRETTIER_SUFFIXES)]


def _files(suffixes):
    """The checkout's own files; not those of directories with a dot in front."""
    found = []
    for folder, folders, names in os.walk(layout.ROOT):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(folder) / name for name in names]
    return sorted(file for file in found if file.suffix in suffixes)
