"""The addon comes, is brought up to date and goes: what becomes of the books.

Databases of this module are without the addon's demo data, which Odoo would install
and take away with it.
"""

import json

from . import databases, layout, machine, odoo, releases
from .console import Stop, argument, command, say

PARTS = ("install", "uninstall", "upgrade")

TITLES = {
    "core": "Keep books with Odoo alone",
    "notes": "Keep books with the addon",
    "works": "Reverse, post and pay",
    "upgraded": "Look at the notes after the update",
    "uninstall": "Uninstall the addon",
}

# What the books are: rows of these tables, with every column
TABLES = (
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_full_reconcile",
    "account_payment",
    "account_move_line_account_tax_rel",
    "account_account_tag_account_move_line_rel",
)

# Names of what a module can leave in a database
TRACES = {
    "table": "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'S')"
    " AND relnamespace = 'public'::regnamespace",
    "column": "SELECT table_name || '.' || column_name"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "index": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
    "constraint": "SELECT conrelid::regclass || ': ' || conname FROM pg_constraint",
    "model": "SELECT model FROM ir_model",
    "field": "SELECT model || '.' || name FROM ir_model_fields",
    "view": "SELECT model || ': ' || name FROM ir_ui_view",
    "rule": "SELECT name FROM ir_rule",
    "access right": "SELECT name FROM ir_model_access",
    "group": "SELECT name ->> 'en_US' FROM res_groups",
    "menu": "SELECT id || ' ' || (name ->> 'en_US') FROM ir_ui_menu",
    "action": "SELECT type || ': ' || (name ->> 'en_US') FROM ir_actions",
    "scheduled action": "SELECT cron_name FROM ir_cron",
    "kind of activity": "SELECT name ->> 'en_US' FROM mail_activity_type",
    "parameter": "SELECT key FROM ir_config_parameter",
    "external id": "SELECT module || '.' || name FROM ir_model_data"
    " WHERE module = '{addon}' OR name LIKE '%{addon}%'",
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
    source, parts = machine.prepare(), options.part or PARTS
    new = come_and_go(source, parts)
    if "upgrade" in parts:
        upgrade(source, new, options.since)


def come_and_go(source, parts=PARTS):
    """Books of Odoo alone are, column by column, what they were before; nothing of the
    addon is left when it goes, and Odoo goes on with what it has of the books.

    :return: (traces, settings, their columns) of the database when the addon was new
    """
    with databases.of_odoo_alone(source, "lifecycle") as name:
        clean, plain = traces(name), columns_of(rows(name, SETTINGS))
        _play(name, "core")
        books = rows(name)
        _odoo(name, "-i")
        new = traces(name), *_own_settings(name, plain)
        if "install" in parts:
            _report("installing", changed_rows(books, rows(name)))
            _play(name, "works")
        if "uninstall" in parts:
            _play(name, "notes")
            before = rows(name)
            _play(name, "uninstall")
            after = rows(name)
            columns = columns_of(books)
            changed = changed_rows(before, after, columns, meant=SPLIT_AS_CORE)
            _report("uninstalling", changed + new_traces(clean, traces(name)))
            _play(name, "works")
        return new


def _own_settings(name, plain):
    """The rows with settings, and which of their columns the addon brought."""
    settings = rows(name, SETTINGS)
    found = columns_of(settings)
    return settings, {table: found[table] - plain[table] for table in found}


def upgrade(source, new, commit=None):
    """Books kept with each release are what they were after the update, and what the
    addon has of its own is what a new installation has.

    :param new: what :func:`come_and_go` returned
    :param commit: an earlier version to take instead of the releases
    """
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
        tables = (*TABLES, *_own_tables(name))
        before = rows(name, tables)
        _odoo(name, "-u")
        after = rows(name, tables)
        changed = changed_rows(before, after)
        _report(f"the update from {title}", changed + _unlike_new(name, new))
        _play(name, "upgraded")
        _play(name, "works")
        _play(name, "notes")


def _unlike_new(name, new):
    """A sentence for each thing that an update leaves unlike an installation."""
    of_new, settings, own = new
    kinds = {kind: names for kind, names in of_new.items() if kind not in COUNTED}
    now = rows(name, SETTINGS)
    same = {
        table: {key: row for key, row in now[table].items() if key in settings[table]}
        for table in SETTINGS
    }
    return [
        *new_traces(kinds, traces(name)),
        *changed_rows(settings, same, own),
    ]


def _odoo(name, option, *options):
    title = f"{'Install' if option == '-i' else 'Update'} the addon"
    odoo.install(name, option, [layout.ADDON], "lifecycle-odoo", title, *options)


def _play(name, part, *options):
    words = {"title": TITLES[part], "LIFECYCLE_PART": part}
    odoo.play(name, "lifecycle", *options, log_name=f"lifecycle-{part}", **words)


def rows(database, tables=TABLES):
    """Return {table: {key: row}} of a database, each row a dict by column."""
    picture = {}
    for table in tables:
        found = databases.sql(f"SELECT to_jsonb(t) FROM {table} t", database)
        values = [json.loads(row[0]) for row in found]
        # A row without an id is known by all of it
        picture[table] = {
            row.get("id") or tuple(sorted(row.values())): row for row in values
        }
    return picture


def traces(database):
    """Return {kind: set of names} of all that modules left in a database."""
    return {
        kind: {
            row[0] for row in databases.sql(query.format(addon=layout.ADDON), database)
        }
        for kind, query in TRACES.items()
    }


def changed_rows(before, after, columns=None, meant=()):
    """Return a sentence for each row that is not as it was.

    :param before: what :func:`rows` returned; so is `after`
    :param columns: {table: columns} that count, those of `before` if None
    :param meant: columns, as "table.column", that may change
    """
    found = []
    for table, old in before.items():
        new = after[table]
        for key in sorted(old.keys() | new.keys()):
            name = f"{table} {key}"
            if key in old and key in new:
                counting = set(old[key]) & set(columns[table] if columns else old[key])
                counting -= {c for c in counting if f"{table}.{c}" in meant}
                found += _changed_columns(name, old[key], new[key], sorted(counting))
            else:
                found.append(f"{name} is {'gone' if key in old else 'new'}")
    return found


def _changed_columns(name, old, new, columns):
    for column in columns:
        if column not in new:
            yield f"{name}: {column} is gone"
        elif old[column] != new[column]:
            yield f"{name}: {column} was {old[column]!r}, is {new[column]!r}"


def new_traces(before, after):
    """Return a sentence for each name that was not there before, or went away."""
    return [
        f"{kind} {name} is {'left' if name in after[kind] else 'gone'}"
        for kind, names in before.items()
        for name in sorted(names ^ after[kind])
    ]


def columns_of(picture):
    """Return {table: columns} of a picture."""
    return {
        table: {column for row in found.values() for column in row}
        for table, found in picture.items()
    }


def _own_tables(name):
    """The journal of applications, where the version has one."""
    query = "SELECT to_regclass('account_note_application') IS NOT NULL"
    return ("account_note_application",) * (databases.sql(query, name)[0][0] == "t")


def _report(doing, sentences):
    if sentences:
        shown = sentences[:SHOWN]
        raise Stop("\n  ".join([f"{len(sentences)} changes by {doing}:", *shown]))
    say(f"ok  Nothing was changed by {doing}")
