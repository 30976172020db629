"""Pictures of what a database holds, and what changed between two of them."""

import json

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


def rows(sql, database, tables=TABLES):
    """Return {table: {key: row}}, each row a dict by column.

    :param sql: a function (query, database) that gives the rows of a query
    """
    picture = {}
    for table in tables:
        found = sql(f"SELECT to_jsonb(t) FROM {table} t", database)
        values = [json.loads(row[0]) for row in found]
        # A row without an id is known by all of it
        picture[table] = {
            row.get("id") or tuple(sorted(row.values())): row for row in values
        }
    return picture


def traces(sql, database, addon):
    """Return {kind: set of names} of all that modules left in a database."""
    return {
        kind: {row[0] for row in sql(query.format(addon=addon), database)}
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
