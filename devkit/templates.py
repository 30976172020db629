"""Template databases, named by what they hold, so that a run starts in seconds.

Two levels: `tpl_base_*` has the modules this addon depends on, with demo data and
compiled assets; `tpl_addon_*` is a copy of it with the addon installed. Both are
built under another name and renamed when good, so an interruption leaves no half one.
"""

import hashlib
import os
import re
from contextlib import contextmanager
from pathlib import Path

from . import addon, databases, files, layout, postgres, scripts
from .console import Stop
from .locks import locked
from .process import run

KEPT = 3  # addon templates to keep: switching branches back and forth stays fast

# What Odoo says of an addon and goes on: a constraint that PostgreSQL refuses, two
# fields of one label, a model without access rules.
COMPLAINT = re.compile(
    r" (?:WARNING|ERROR) \S+ odoo\.(?:schema|modules|addons\.base)\S*: "
)

PREPARE = Path(__file__).with_name("prepare_base.py")


def name(source):
    """The name of the template with the addon as its code is now.

    :param source: OdooSource
    """
    return f"tpl_addon_{_base_hash(source)[:6]}_{addon.content_hash()}"


def copy(source, database, with_addon=True):
    """Make `database` anew, with the addon installed or what it builds on alone."""
    ensure = _ensure_addon if with_addon else ensure_base
    with locked(layout.LOCKS / "templates"):
        databases.clone(ensure(source), database)


@contextmanager
def temporary(source, prefix, with_addon=True):
    """A fresh database for the time of the context."""
    database = own_name(prefix)
    copy(source, database, with_addon)
    try:
        yield database
    finally:
        databases.drop(database)


def own_name(prefix):
    """A name for a database of this process: if that is killed, the next call for such
    a name drops the database."""
    for orphan in databases.names(f"{prefix}_%"):
        if not Path(f"/proc/{orphan.rpartition('_')[2]}").exists():
            databases.drop(orphan)
    return f"{prefix}_{os.getpid()}"


def install(database, modules, log_name, title):
    """Install or update modules of a database by running Odoo once."""
    command = [layout.PYTHON, layout.LAUNCHER, "server", "-d", database, "--no-http"]
    run(title, [*command, "--with-demo", "--stop-after-init", *modules], log_name)


def _base_hash(source):
    depends = sorted(addon.manifest()["depends"])
    changed = source.release.stat().st_mtime_ns
    key = repr((source.home, changed, depends, PREPARE.read_text()))
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def base(source):
    """The name of the template with what the addon depends on."""
    return f"tpl_base_{_base_hash(source)}"


def ensure_base(source):
    """Build that template where it is missing; its name."""
    template = base(source)
    if not databases.is_whole(template):
        files.require_space(postgres.home(), 500)
        draft = "tpl_base_new"
        databases.drop(draft)
        modules = ["-i", ",".join(addon.manifest()["depends"])]
        install(draft, modules, "template-base", "Build the base database")
        title = "Add languages and compile assets"
        scripts.build(draft, PREPARE, "prepare-base", title)
        databases.rename(draft, template)
    return template


def _ensure_addon(source):
    template = name(source)
    if not databases.is_whole(template):
        draft = "tpl_addon_new"
        databases.clone(ensure_base(source), draft)
        install(draft, ["-i", layout.ADDON], "template-addon", "Install the addon")
        _refuse_without_demo("template-addon")
        _refuse_complaints("template-addon")
        databases.rename(draft, template)
        for old in databases.names("tpl_addon_%")[KEPT:]:
            databases.drop(old)
    return template


def _refuse_without_demo(log_name):
    """Odoo goes on without demo data that cannot be loaded, and only logs the error."""
    log = layout.LOGS / f"{log_name}.log"
    text = log.read_text(errors="replace")
    if "demo data failed to install" in text:
        errors = [line for line in text.splitlines() if "Error: " in line]
        raise Stop(
            f"The demo data cannot be loaded: {' '.join(errors[:1])} The log is {log}."
        )


def _refuse_complaints(log_name):
    log = layout.LOGS / f"{log_name}.log"
    lines = log.read_text(errors="replace").splitlines()
    found = [line for line in lines if COMPLAINT.search(line)]
    if found:
        raise Stop(f"Odoo complains of the addon: {found[0]} The log is {log}.")
