"""Databases with their filestores, and the templates a run starts from in seconds.

Two levels of templates, named by what they hold: `tpl_base_*` has the modules this
addon depends on, with demo data and compiled assets; `tpl_addon_*` is a copy of it with
the addon installed. Both are built under another name and renamed when good, so an
interruption leaves no half one.
"""

import hashlib
import os
import re
import shutil
from contextlib import contextmanager
from pathlib import Path

from . import addon, files, layout, odoo, postgres
from .console import Stop
from .process import capture

KEPT = 3  # addon templates to keep: switching branches back and forth stays fast

# What Odoo says of an addon and goes on: a constraint that PostgreSQL refuses, two
# fields of one label, a model without access rules, demo data that cannot be loaded.
COMPLAINT = re.compile(
    r" (?:WARNING|ERROR) \S+ odoo\.(?:schema|modules|addons\.base)\S*: "
    r"|demo data failed to install"
)


def sql(query, database="postgres"):
    """The rows of one query, each a list of strings."""
    options = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]
    options += ["--field-separator=\t", "--dbname", database]
    output = capture(["psql", *options, "--command", query])
    return [line.split("\t") for line in output.splitlines()]


def names(like):
    """Databases whose name matches the SQL pattern, the newest first."""
    query = f"SELECT datname FROM pg_database WHERE datname LIKE '{like}'"
    return [row[0] for row in sql(f"{query} ORDER BY oid DESC")]


def is_whole(name):
    """Whether a database is there with its filestore. The cluster of a checkout of
    root's outlives the checkout, its filestores do not."""
    return name in names(name) and filestore(name).is_dir()


def clone(template, name):
    """Copy a database at the speed of files; its filestore by hard links, which is
    safe since Odoo never changes a stored file."""
    drop(name)
    shutil.copytree(filestore(template), filestore(name), copy_function=os.link)
    sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop(name):
    sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(filestore(name), ignore_errors=True)


def note(name, text):
    """Keep a word with the database itself, so that it goes when the database goes."""
    sql(f"COMMENT ON DATABASE \"{name}\" IS '{text}'")


def noted(name):
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
    rows = sql(f"{query} WHERE datname = '{name}'")
    return rows[0][0] if rows else None


def filestore(name):
    return layout.DATA / "filestore" / name


def template_name(source):
    """The name of the template with the addon as its code is now.

    :param source: OdooSource
    """
    return f"tpl_addon_{_base_hash(source)[:6]}_{addon.content_hash()}"


@contextmanager
def temporary(source, prefix, with_addon=True, template=None):
    """A fresh database for the time of the context, with the addon installed, or with
    what it builds on alone, or of another template."""
    # Those of calls that were killed
    for orphan in names(f"{prefix}_%"):
        if not Path(f"/proc/{orphan.rpartition('_')[2]}").exists():
            drop(orphan)
    database = f"{prefix}_{os.getpid()}"
    copy(source, database, with_addon, template)
    try:
        yield database
    finally:
        drop(database)


@contextmanager
def of_odoo_alone(source, prefix):
    """The same with what the addon builds on, to install it upon; without demo data of
    its own, which are for databases whose modules all have them."""
    with temporary(source, prefix, with_addon=False) as database:
        sql("UPDATE ir_module_module SET demo = false", database)
        yield database


def copy(source, database, with_addon=True, template=None):
    with files.locked(layout.LOCKS / "templates"):
        ensure = _ensure_addon if with_addon else ensure_base
        clone(template or ensure(source), database)


@contextmanager
def built(template):
    """Give the name of a draft that becomes the template when it is good."""
    draft = f"{template.rpartition('_')[0]}_new"
    drop(draft)
    yield draft
    drop(template)
    os.replace(filestore(draft), filestore(template))
    sql(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')


def ensure_base(source):
    """Build the template of what the addon builds on where it is missing; its name."""
    template = f"tpl_base_{_base_hash(source)}"
    if not is_whole(template):
        files.require_space(postgres.home(), 500)
        with built(template) as draft:
            modules = addon.manifest()["depends"]
            title = "Build the base database"
            odoo.install(draft, "-i", modules, "template-base", title)
            title = "Add languages and compile assets"
            odoo.play(draft, "prepare_base", log_name="prepare-base", title=title)
    return template


def _ensure_addon(source):
    template = template_name(source)
    if not is_whole(template):
        base = ensure_base(source)
        with built(template) as draft:
            clone(base, draft)
            title = "Install the addon"
            log = odoo.install(draft, "-i", [layout.ADDON], "template-addon", title)
            refuse_complaints(log, COMPLAINT)
        for old in names("tpl_addon_%")[KEPT:]:
            drop(old)
    return template


def refuse_complaints(log, pattern):
    """Odoo goes on where something of an addon is wrong, and only logs it."""
    lines = log.read_text(errors="replace").splitlines()
    found = [line for line in lines if re.search(pattern, line)]
    if found:
        told = "\n  ".join(found[:10])
        raise Stop(f"Odoo complains of the addon: {told}\nThe log is {log}.")


def _base_hash(source):
    depends = sorted(addon.manifest()["depends"])
    changed = source.release.stat().st_mtime_ns
    script = (odoo.SCRIPTS / "prepare_base.py").read_text()
    key = repr((source.home, changed, depends, script))
    return hashlib.sha256(key.encode()).hexdigest()[:12]
