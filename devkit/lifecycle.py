"""The addon comes, is brought up to date and goes: what becomes of the books.

Databases of this module are without the addon's demo data, which Odoo would install
and take away with it.
"""

from . import databases, layout, machine, odoo, releases, snapshot
from .console import Stop, argument, command, say

PARTS = ("install", "uninstall", "upgrade")

TITLES = {
    "core": "Keep books with Odoo alone",
    "notes": "Keep books with the addon",
    "works": "Reverse, post and pay",
    "upgraded": "Look at the notes after the update",
    "uninstall": "Uninstall the addon",
}

SHOWN = 40  # changes to name

# Tables whose columns of the addon hold its settings
SETTINGS = ("res_company", "account_journal")

# Traces with a number in their name that differs from database to database
COUNTED = ("menu",)

# Numbers after documents become numbers from which core goes on
SPLIT_AS_CORE = ("account_move.sequence_prefix", "account_move.sequence_number")


@command(
    argument(
        "part", nargs="*", choices=(*PARTS, []), help="all three if none is named"
    ),
    argument(
        "--since", metavar="COMMIT", help="the earlier version (default: each release)"
    ),
)
def lifecycle(options):
    """prove what installing, updating and uninstalling does to the books

    On fresh databases: `install` into books of Odoo alone, `uninstall` from books kept
    with the addon, `upgrade` from an earlier version. Rows of the books are compared
    column by column, and after each step Odoo has to reverse, post and pay.
    """
    source = machine.prepare()
    parts = {
        "install": lambda: install(source),
        "uninstall": lambda: uninstall(source),
        "upgrade": lambda: upgrade(source, options.since),
    }
    for part in options.part or PARTS:
        parts[part]()


def install(source):
    """Books of Odoo alone are, column by column, what they were before."""
    with databases.of_odoo_alone(source, "lifecycle") as name:
        _play(name, "core")
        before = _rows(name)
        _odoo(name, "-i")
        after = _rows(name)
        _report("installing", snapshot.changed_rows(before, after))
        _play(name, "works")


def uninstall(source):
    """Nothing of the addon is left, and Odoo goes on with what it has of the books."""
    with databases.of_odoo_alone(source, "lifecycle") as name:
        clean = _traces(name)
        _play(name, "core")
        columns = snapshot.columns_of(_rows(name))
        _odoo(name, "-i")
        _play(name, "notes")
        before = _rows(name)
        _play(name, "uninstall")
        after = _rows(name)
        changed = snapshot.changed_rows(before, after, columns, meant=SPLIT_AS_CORE)
        left = _traces(name)
        _report("uninstalling", changed + snapshot.new_traces(clean, left))
        _play(name, "works")


def upgrade(source, commit=None):
    """Books kept with each release are what they were after the update, and what the
    addon has of its own is what a new installation has.

    :param commit: an earlier version to take instead of the releases
    """
    new = _new_installation(source)
    for version in ("",) if commit else releases.RELEASES:
        found = commit or releases.find(version)
        if found:
            _upgrade_from(source, found, f"{version} {found[:8]}".strip(), new)
        else:
            say(f"dev: No history to take {version} from: its update is not tried.")


def _upgrade_from(source, commit, title, new):
    earlier = f"--addons-path={source.addons_path(releases.unpack(commit))}"
    with databases.of_odoo_alone(source, "lifecycle") as name:
        _play(name, "core")
        _odoo(name, "-i", earlier)
        _play(name, "notes", earlier)
        tables = (*snapshot.TABLES, *_own_tables(name))
        before = _rows(name, tables)
        _odoo(name, "-u")
        after = _rows(name, tables)
        changed = snapshot.changed_rows(before, after)
        _report(f"the update from {title}", changed + _unlike_new(name, new))
        _play(name, "upgraded")
        _play(name, "works")
        _play(name, "notes")


def _new_installation(source):
    """(traces, settings, their columns) of a database where the addon is new."""
    with databases.of_odoo_alone(source, "lifecycle") as name:
        clean = snapshot.columns_of(_rows(name, SETTINGS))
        _odoo(name, "-i")
        settings = _rows(name, SETTINGS)
        own = {
            table: columns - clean[table]
            for table, columns in snapshot.columns_of(settings).items()
        }
        return _traces(name), settings, own


def _unlike_new(name, new):
    """A sentence for each thing that an update leaves unlike an installation."""
    traces, settings, own = new
    kinds = {kind: names for kind, names in traces.items() if kind not in COUNTED}
    found = _traces(name)
    rows = _rows(name, SETTINGS)
    same = {
        table: {key: row for key, row in rows[table].items() if key in settings[table]}
        for table in SETTINGS
    }
    return [
        *snapshot.new_traces(kinds, found),
        *snapshot.changed_rows(settings, same, own),
    ]


def _odoo(name, option, *options):
    title = f"{'Install' if option == '-i' else 'Update'} the addon"
    odoo.install(name, option, [layout.ADDON], "lifecycle-odoo", title, *options)


def _play(name, part, *options):
    words = {"title": TITLES[part], "LIFECYCLE_PART": part}
    odoo.play(name, "lifecycle", *options, log_name=f"lifecycle-{part}", **words)


def _rows(name, tables=snapshot.TABLES):
    return snapshot.rows(databases.sql, name, tables)


def _traces(name):
    return snapshot.traces(databases.sql, name, layout.ADDON)


def _own_tables(name):
    """The journal of applications, where the version has one."""
    query = "SELECT to_regclass('account_note_application') IS NOT NULL"
    return ("account_note_application",) * (databases.sql(query, name)[0][0] == "t")


def _report(doing, sentences):
    if sentences:
        shown = sentences[:SHOWN]
        raise Stop("\n  ".join([f"{len(sentences)} changes by {doing}:", *shown]))
    say(f"ok  Nothing was changed by {doing}")
