"""The addon comes, is brought up to date and goes: what becomes of the books.

Databases of this module are without the addon's demo data, which Odoo would install
and take away with it.
"""

import ast
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from . import databases, layout, scripts, snapshot, templates
from .console import Stop, say
from .process import capture

HERE = Path(__file__).parent
OLD = layout.STATE / "lifecycle"

TITLES = {
    "core": "Keep books with Odoo alone",
    "notes": "Keep books with the addon",
    "works": "Reverse, post and pay",
    "uninstall": "Uninstall the addon",
}

SHOWN = 40  # changes to name

# Numbers after documents become numbers from which core goes on
SPLIT_AS_CORE = ("account_move.sequence_prefix", "account_move.sequence_number")


def install(source):
    """Books of Odoo alone are, column by column, what they were before."""
    with _database(source) as name:
        _play(name, "core")
        before = snapshot.rows(databases.sql, name)
        _odoo(name, "-i", layout.ADDON)
        after = snapshot.rows(databases.sql, name)
        _report("installing", snapshot.changed_rows(before, after))
        _play(name, "works")


def uninstall(source):
    """Nothing of the addon is left, and Odoo goes on with what it has of the books."""
    with _database(source) as name:
        clean = snapshot.traces(databases.sql, name, layout.ADDON)
        _play(name, "core")
        columns = snapshot.columns_of(snapshot.rows(databases.sql, name))
        _odoo(name, "-i", layout.ADDON)
        _play(name, "notes")
        before = snapshot.rows(databases.sql, name)
        _play(name, "uninstall")
        after = snapshot.rows(databases.sql, name)
        changed = snapshot.changed_rows(before, after, columns, meant=SPLIT_AS_CORE)
        left = snapshot.traces(databases.sql, name, layout.ADDON)
        _report("uninstalling", changed + snapshot.new_traces(clean, left))
        _play(name, "works")


def upgrade(source, commit=None):
    """Books kept with an earlier version are what they were after the update.

    :param commit: of the earlier version; by default the first that can be installed
    """
    commit = commit or _first_commit()
    if not commit:
        say("dev: No history to take an earlier version from: the update is skipped.")
        return
    paths = [*source.addons_path(), _unpack(commit)]
    earlier = f"--addons-path={','.join(map(str, paths))}"
    with _database(source) as name:
        _play(name, "core")
        _odoo(name, "-i", layout.ADDON, earlier)
        _play(name, "notes", earlier)
        tables = (*snapshot.TABLES, *_own_tables(name))
        before = snapshot.rows(databases.sql, name, tables)
        _odoo(name, "-u", layout.ADDON)
        after = snapshot.rows(databases.sql, name, tables)
        _report(f"the update from {commit}", snapshot.changed_rows(before, after))
        _play(name, "works")
        _play(name, "notes")


@contextmanager
def _database(source):
    with templates.temporary(source, "lifecycle", with_addon=False) as name:
        # Demo data are for databases whose modules all have them
        databases.sql("UPDATE ir_module_module SET demo = false", name)
        yield name


def _odoo(name, *options):
    title = f"{'Install' if '-i' in options else 'Update'} the addon"
    templates.install(name, options, "lifecycle-odoo", title)


def _play(name, script, *options):
    path = HERE / f"lifecycle_{script}.py"
    scripts.build(name, path, f"lifecycle-{script}", TITLES[script], *options)


def _own_tables(name):
    """The journal of applications, where the version has one."""
    query = "SELECT to_regclass('account_note_application') IS NOT NULL"
    return ("account_note_application",) * (databases.sql(query, name)[0][0] == "t")


def _report(doing, sentences):
    if sentences:
        shown = sentences[:SHOWN]
        more = len(sentences) - len(shown)
        tail = [f"... and {more} more"] if more else []
        raise Stop("\n  ".join([f"Changed by {doing}:", *shown, *tail]))
    say(f"ok  Nothing was changed by {doing}")


def _first_commit():
    """The first commit with all files that its manifest names; None without history."""
    log = ("log", "--reverse", "--format=%h", "--", "__manifest__.py", "data", "demo")
    for commit in _git(*log).split():
        files = set(_git("ls-tree", "-r", "--name-only", commit).split("\n"))
        manifest = _git("show", f"{commit}:__manifest__.py")
        if not manifest:
            continue
        values = ast.literal_eval(manifest)
        if files.issuperset((*values.get("data", ()), *values.get("demo", ()))):
            return commit
    return None


def _git(*arguments):
    """What git says, nothing where it fails: a copy of the files has no history."""
    command = ["git", "-C", layout.ROOT, *arguments]
    try:
        result = subprocess.run(command, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return result.stdout if not result.returncode else ""


def _unpack(commit):
    """A folder of addons with this one as it was in a commit."""
    folder = OLD / layout.ADDON
    shutil.rmtree(OLD, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = OLD / "addon.tar"
    capture(["git", "-C", layout.ROOT, "archive", f"--output={archive}", commit])
    capture(["tar", "-xf", archive, "-C", folder])
    return OLD
