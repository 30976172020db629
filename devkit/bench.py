"""What the addon costs or saves, beside Odoo alone on the same machine.

`shell/bench.py` measures; here the two are brought together and told.
"""

import json
import time
from collections import defaultdict
from functools import partial
from statistics import median

from . import databases, layout, machine, odoo
from .console import Stop, argument, command

TABLES = ("account_move", "account_move_line", "account_partial_reconcile")

# What installing may write: which document a line of a note corrects, in one statement
NOTE_LINES = """
    SELECT count(*) FROM account_move_line l JOIN account_move m ON m.id = l.move_id
     WHERE m.move_type != 'entry' AND l.display_type = 'product'
       AND COALESCE(m.reversed_entry_id, m.debit_origin_id) IS NOT NULL"""

# How many rows PostgreSQL wrote again, and how many the ORM: another date of change
COPY = """
    CREATE TABLE bench_{table} AS
    SELECT id, xmin::text AS xmin_before, write_date FROM {table}"""
REWRITTEN = """
    SELECT count(*) FILTER (WHERE t.xmin::text IS DISTINCT FROM b.xmin_before),
           count(*) FILTER (WHERE t.write_date IS DISTINCT FROM b.write_date)
      FROM {table} t FULL JOIN bench_{table} b ON b.id = t.id"""

# Seconds, at full size
LARGE_GOALS = {
    "audit": 4,
    "Apply Credits: open": 1.5,
    "Apply Credits: edit": 0.3,
    "Apply Credits: strategy": 0.3,
    "register payment": 1,
    "window over long invoice: open": 1,
    "window over long invoice: edit": 0.3,
    "window over half of it: edit": 0.3,
}
QUICK = ("reverse", "ordinary", "apply", "print")
JOBS = ("all", *QUICK, "install", "reports", "large")


@command(
    argument("job", nargs="?", choices=JOBS, default="all"),
    argument("--invoices", type=int, default=100, help="to post, pay and read"),
    argument("--installed", type=int, default=100_000, help="to install upon"),
    argument("--books", type=int, default=170_000, help="invoices to report on"),
    argument("--share", type=float, default=1, help="of a million items, for `large`"),
    argument("--rounds", type=int, default=3, help="of what is done without the addon"),
    argument("--reversed", default="10,100", help="invoices; 1000 take 15 minutes"),
    argument("--ways", default="all", help="drafts,method,window,replace,debit,api"),
    argument("--notes", default="10,50", help="how many are printed"),
    argument("--sizes", default="10,100", help="invoices that one credit settles"),
)
def bench(options):
    """measure this addon beside Odoo's own ways, in one run

    `reverse` makes credit notes of posted invoices with the addon and without it, on
    fresh databases in turn.
    `ordinary` makes, posts, pays and reads invoices nobody corrects. `install` brings
    the addon to the books of Odoo alone, and tells which rows were written again.
    `apply` settles many invoices with one credit note: with exact amounts by the addon,
    and by the two ways Odoo has. `print` prints credit notes with the addon and without
    it. `reports` asks analysis and audit about large books. `large` opens the windows
    of a partner with 5,000 open items and of an invoice of 1,000 lines, in books of a
    million journal items.

    The ratios say what the addon costs or saves on this machine; the seconds say little
    elsewhere. `install`, `reports` and `large` take some minutes and are not part of
    `all`.
    """
    measure = partial(_measure, machine.prepare())
    compare = partial(_compare, measure, options)
    parts = {
        "reverse": lambda: compare("reverse", options.reversed),
        "ordinary": lambda: compare("ordinary", options.invoices),
        "apply": lambda: _compare_applying(measure("apply", options.sizes)),
        "print": lambda: compare("print", options.notes),
        "install": lambda: _install(machine.prepare(), options.installed),
        "reports": lambda: _print_reports(measure("reports", options.books)),
        "large": lambda: _compare_large(partial(measure, "large", options.share)),
    }
    for job in QUICK if options.job == "all" else (options.job,):
        parts[job]()


def _compare(measure, options, job, sizes):
    """Measure without the addon and with it in turn, and print the medians."""
    print(f"{job}: statements, and seconds; Odoo alone, with the addon, ratio")
    found = defaultdict(lambda: ([], []))
    for _round in range(options.rounds):
        sides = [measure(job, sizes, w, BENCH_WAYS=options.ways) for w in (False, True)]
        for size, ways in sides[1].items():
            for way, with_addon in ways.items():
                # Odoo has no door for programs but the method
                alone = sides[0][size].get(way) or sides[0][size]["method"]
                for figure in with_addon:
                    lists = found[size, way, figure]
                    lists[0].append(alone[figure])
                    lists[1].append(with_addon[figure])
    for (size, way, figure), lists in found.items():
        alone, with_addon = map(median, lists)
        ratio = with_addon / alone
        figures = f"{alone:12.3f}{with_addon:12.3f}{ratio:8.3f}"
        print(f"{size:>9}{way:>18} {figure:12}{figures}")


def _compare_applying(sizes):
    print("One credit note for many invoices: statements an invoice, and seconds")
    for size, ways in sizes.items():
        for way, found in ways.items():
            ratio = found["seconds"] / ways["this_addon"]["seconds"]
            figures = f"{found['statements']:12.2f}{found['seconds']:9.2f}{ratio:8.2f}"
            print(f"{size:>9}{way.replace('_', ' '):>14}{figures}")


def _install(source, invoices):
    """Install the addon on the books of Odoo alone, and see which rows it wrote."""
    for size in (0, invoices):
        with databases.of_odoo_alone(source, "bench") as name:
            if size:
                _play(name, "fill", size)
            for table in TABLES:
                databases.sql(COPY.format(table=table), name)
            start = time.perf_counter()
            title = f"Install the addon on {size:,} invoices"
            odoo.install(name, "-i", [layout.ADDON], "bench-install", title)
            print(f"On {size:,} invoices: {time.perf_counter() - start:.1f} s")
            _judge_installing(name)


def _judge_installing(name):
    allowed = int(databases.sql(NOTE_LINES, name)[0][0])
    print(f"{allowed:,} lines of notes name what they correct")
    for table in TABLES:
        [found] = databases.sql(REWRITTEN.format(table=table), name)
        rows, dates = map(int, found)
        print(f"{table:28}{rows:>9,} written again{dates:>9,} with another date")
        if dates or rows > (allowed if table == "account_move_line" else 0):
            raise Stop("Installing wrote rows that are none of its business.")


def _print_reports(found):
    print(f"{found['items']:,} journal items, {found['notes']:,} credit notes")
    for report, seconds in found["seconds"].items():
        print(f"{report:32}{seconds:9.2f} s")
    print(f"{found['findings']:,} findings")


def _compare_large(measure):
    """Print statements and seconds beside the goal, and beside Odoo where it can."""
    alone, addon = measure(False), measure(True)
    print("large: statements, seconds, goal; with Odoo alone")
    for job, found in addon.items():
        goal, other = LARGE_GOALS.get(job, ""), alone.get(job, {})
        print(
            f"{job:32}{found['statements']:8}{found['seconds']:9.2f}{goal:>6}"
            f"{other.get('statements', ''):>8}{other.get('seconds', 0):9.2f}"
        )


def _measure(source, job, sizes, with_addon=True, **words):
    with databases.temporary(source, "bench", with_addon) as database:
        return _play(database, job, sizes, **words)


def _play(database, job, sizes, **words):
    out = layout.STATE / f"{database}.json"
    words |= {"BENCH_JOB": job, "BENCH_SIZES": sizes, "BENCH_OUT": out}
    odoo.play(database, "bench", **words)
    result = json.loads(out.read_text())
    out.unlink()
    return result
