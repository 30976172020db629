"""Template databases, named by what they hold, so that a run starts in seconds.

Two levels: `tpl_base_*` has the modules this addon depends on, with demo data and
compiled assets; `tpl_addon_*` is a copy of it with the addon installed. Both are
built under another name and renamed when good, so an interruption leaves no half one.
"""

import hashlib
import os
from pathlib import Path

from . import addon, databases, layout, server
from .locks import locked
from .process import run

KEPT = 3  # addon templates to keep: switching branches back and forth stays fast

LANGUAGES = "fr_FR,de_DE"

ASSETS = "env['ir.qweb']._pregenerate_assets_bundles(); env.cr.commit()\n"


def clone(source, prefix):
    """A fresh database with the addon, named after this process, which owns it.

    :param source: OdooSource
    """
    name = f"{prefix}_{os.getpid()}"
    with locked(layout.LOCKS / "templates"):
        _drop_orphans(prefix)
        databases.clone(_ensure_addon(source), name)
    return name


def install(name, modules, log_name, title, *options):
    """Install or update modules of a database by running Odoo once."""
    command = [layout.PYTHON, layout.LAUNCHER, "server", "-d", name, "--no-http"]
    command += ["--with-demo", "--stop-after-init", *options, *modules]
    run(title, command, log_name)


def _ensure_base(source):
    depends = sorted(addon.manifest()["depends"])
    release = source.release
    key = (source.home, release.stat().st_mtime_ns, depends, LANGUAGES, ASSETS)
    name = f"tpl_base_{hashlib.sha256(repr(key).encode()).hexdigest()[:12]}"
    if not databases.exists(name):
        draft = "tpl_base_new"
        databases.drop(draft)
        install(
            draft, ["-i", ",".join(depends)], "template-base",
            "Build the base database", f"--load-language={LANGUAGES}",
        )
        _compile_assets(draft)
        databases.rename(draft, name)
    return name


def _compile_assets(name):
    """Compile the web client's bundles once; every browser test would otherwise do so
    again in its own transaction."""
    script = layout.write(layout.STATE / "assets.py", ASSETS)
    command = [layout.PYTHON, layout.LAUNCHER, "shell", "-d", name, "--no-http"]
    with script.open() as lines:
        run("Compile its web assets", command, "assets", stdin=lines)


def _ensure_addon(source):
    base = _ensure_base(source)
    name = f"tpl_addon_{base[-12:-6]}_{addon.content_hash()}"
    if not databases.exists(name):
        draft = "tpl_addon_new"
        databases.clone(base, draft)
        install(draft, ["-i", layout.ADDON], "template-addon", "Install the addon")
        databases.rename(draft, name)
        for old in databases.names("tpl_addon_%")[KEPT:]:
            databases.drop(old)
    return name


def _drop_orphans(prefix):
    """Drop the databases of processes that ended without doing so."""
    for name in databases.names(f"{prefix}_%"):
        if not Path(f"/proc/{name.rpartition('_')[2]}").exists():
            databases.drop(name)
