"""The addon itself: its manifest, its name for Odoo, and what its content is."""

import ast
import hashlib
import shutil

from . import files, layout

# Top-level folders that Odoo need not see, and those that do not end up in a database
NOT_ADDON = {"devkit", "docs", "__pycache__"}
NOT_INSTALLED = {"docs", "tests", "__pycache__"}


def manifest():
    return ast.literal_eval((layout.ROOT / "__manifest__.py").read_text())


def refresh_farm():
    """Give the addon its technical name, whatever the checkout's folder is called.

    A real directory with one link per entry, since Odoo follows links when it looks
    for terms to translate: one link to the checkout, which holds this very
    directory, would send it round and round.
    """
    farm = layout.FARM / layout.ADDON
    farm.mkdir(parents=True, exist_ok=True)
    wanted = {entry.name for entry in _entries()}
    for entry in farm.iterdir():
        if entry.is_symlink() and entry.name not in wanted:
            entry.unlink()
    for name in wanted:
        files.link(farm / name, f"../../../{name}")


def copy_to(folder):
    """Empty a folder and copy the addon into it; the addon's folder there."""
    shutil.rmtree(folder, ignore_errors=True)
    unwanted = shutil.ignore_patterns("__pycache__")
    farm = layout.FARM / layout.ADDON
    return shutil.copytree(farm, folder / layout.ADDON, ignore=unwanted)


def content_hash():
    """Changes whenever an installed addon would look different in a database."""
    digest = hashlib.sha256()
    for entry in _entries():
        for file in sorted([entry, *entry.rglob("*")]):
            name = file.relative_to(layout.ROOT)
            if file.is_file() and NOT_INSTALLED.isdisjoint(name.parts):
                digest.update(f"{name}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _entries():
    return sorted(
        entry
        for entry in layout.ROOT.iterdir()
        if not entry.name.startswith(".")
        and (
            entry.name not in NOT_ADDON
            if entry.is_dir()
            else entry.suffix in {".py", ".rst"}
        )
    )
