"""What installing the addon costs a company with large books, and what it touches.

A row that PostgreSQL wrote again has another `xmin`; a row that the ORM wrote, another
`write_date` as well. So a stored field that is computed for all documents shows, even
where it is empty in each.
"""

import time

from . import databases, layout, scripts, templates
from .console import Stop

HERE = layout.ROOT / "devkit"
TABLES = ("account_move", "account_move_line", "account_partial_reconcile")

# What may be written: which document a line of a note corrects, in one statement
NOTE_LINES = """
    SELECT count(*) FROM account_move_line l JOIN account_move m ON m.id = l.move_id
     WHERE m.move_type != 'entry' AND l.display_type = 'product'
       AND COALESCE(m.reversed_entry_id, m.debit_origin_id) IS NOT NULL"""


def measure(source, invoices):
    """Install the addon on the books of Odoo alone with so many invoices.

    :return: dict of ``seconds``, of ``rows`` and ``rewritten`` rows by table, and of
        ``note_lines``, the lines of notes that correct a document
    """
    with templates.temporary(source, "bench", with_addon=False) as name:
        databases.sql("UPDATE ir_module_module SET demo = false", name)
        if invoices:
            path = HERE / "bench_fill.py"
            values = {"BENCH_INVOICES": invoices, "BENCH_DEVKIT": HERE}
            if scripts.play(name, path, **values):
                raise Stop("The books could not be filled; the error is above.")
        for table in TABLES:
            _remember(name, table)
        start = time.perf_counter()
        title = f"Install the addon on {invoices:,} invoices"
        templates.install(name, ["-i", layout.ADDON], "bench-install", title)
        seconds = time.perf_counter() - start
        return {
            "seconds": seconds,
            "rows": {table: _count(name, table) for table in TABLES},
            "rewritten": {table: _count_rewritten(name, table) for table in TABLES},
            "note_lines": int(databases.sql(NOTE_LINES, name)[0][0]),
        }


def _remember(name, table):
    databases.sql(
        f"CREATE TABLE bench_{table} AS"
        f" SELECT id, xmin::text AS xmin_before, write_date FROM {table}",
        name,
    )


def _count(name, table):
    return int(databases.sql(f"SELECT count(*) FROM {table}", name)[0][0])


def _count_rewritten(name, table):
    """How many rows have another xmin, and how many another date of change."""
    query = f"""
        SELECT count(*) FILTER (WHERE t.xmin::text IS DISTINCT FROM b.xmin_before),
               count(*) FILTER (WHERE t.write_date IS DISTINCT FROM b.write_date)
          FROM {table} t FULL JOIN bench_{table} b ON b.id = t.id"""
    rows, dates = databases.sql(query, name)[0]
    return {"rows": int(rows), "dates": int(dates)}
