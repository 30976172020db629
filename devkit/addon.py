"""The addon itself: its manifest, its name for Odoo, and what its content is."""

import ast
import hashlib
import os
from pathlib import Path

from . import files, layout
from .console import Stop

# Top-level folders that Odoo need not see, and those that do not end up in a database
NOT_ADDON = {"devkit", "docs", "__pycache__"}
NOT_INSTALLED = {"docs", "tests", "__pycache__"}


def manifest():
    file = layout.ROOT / "__manifest__.py"
    try:
        return ast.literal_eval(file.read_text())
    except (OSError, ValueError, SyntaxError) as error:
        raise Stop(f"{file} cannot be read: {error}") from None


def refresh_farm():
    """Give the addon its technical name, whatever the checkout's folder is called.

    A real directory with one link per entry, since Odoo follows links when it looks
    for terms to translate: one link to the checkout, which holds this very
    directory, would send it round and round.
    """
    farm = layout.FARM / layout.ADDON
    farm.mkdir(parents=True, exist_ok=True)
    wanted = {entry.name for entry in _entries()}
    for name in set(os.listdir(farm)) - wanted:
        if (farm / name).is_symlink():
            (farm / name).unlink()
    for name in wanted:
        files.link(farm / name, f"../../../{name}")


def content_hash():
    """Changes whenever an installed addon would look different in a database."""
    digest = hashlib.sha256()
    for file in (
        file for entry in sorted(_entries()) for file in sorted(_files(entry))
    ):
        digest.update(str(file.relative_to(layout.ROOT)).encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _entries():
    return [
        entry
        for entry in layout.ROOT.iterdir()
        if not entry.name.startswith(".")
        and (
            entry.name not in NOT_ADDON
            if entry.is_dir()
            else entry.suffix in {".py", ".rst"}
        )
    ]


def _files(entry):
    if entry.is_file():
        yield entry
        return
    for folder, folders, names in os.walk(entry):
        folders[:] = sorted(set(folders) - NOT_INSTALLED)
        yield from (Path(folder) / name for name in names)
