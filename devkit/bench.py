"""What the addon costs or saves, beside Odoo alone on the same machine.

`shell/bench.py` measures; here the two are brought together and told.
"""

import json
import time
from collections import defaultdict
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

# The option that says how much, and whether Odoo alone is asked as well
MEASURED = {
    "reverse": ("reversed", True),
    "ordinary": ("invoices", True),
    "apply": ("sizes", False),
    "print": ("notes", True),
    "reports": ("books", False),
    "large": ("share", True),
}
QUICK = ("reverse", "ordinary", "apply", "print")


@command(
    argument("job", nargs="?", choices=("all", "install", *MEASURED), default="all"),
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
    source = machine.prepare()
    if options.job == "install":
        _install(source, options.installed)
    for job in {"all": QUICK, "install": ()}.get(options.job, (options.job,)):
        rounds = options.rounds if job in QUICK and MEASURED[job][1] else 1
        _print(job, rounds, _compare(source, options, job, rounds))


def _compare(source, options, job, rounds):
    """Measure without the addon and with it in turn.

    :return: two lists by size, way and figure: with Odoo alone, and with the addon
    """
    option, beside_odoo = MEASURED[job]
    found = defaultdict(lambda: ([], []))
    for _round in range(rounds):
        alone, addon = {}, {}
        for with_addon in (False, True) if beside_odoo else (True,):
            with databases.temporary(source, "bench", with_addon) as name:
                sizes = getattr(options, option)
                made = _play(name, job, sizes, BENCH_WAYS=options.ways)
            alone, addon = addon, made
        for size, ways in addon.items():
            others = alone.get(size, {})
            for way, figures in ways.items():
                # Odoo has no entry point for integrations but the method
                other = others.get(way) or others.get("method", {})
                for figure, value in figures.items():
                    lists = found[size, way, figure]
                    lists[0].extend([other[figure]] if other else [])
                    lists[1].append(value)
    return found


def _print(job, rounds, found):
    print(f"{job}: Odoo alone, with the addon, ratio; medians of {rounds}")
    for (size, way, figure), (alone, addon) in found.items():
        before, after = median(alone or [0.0]), median(addon)
        told = f"{before:12.3f}{after:12.3f}" if alone else f"{after:24.3f}"
        ratio = f"{after / before:8.3f}" if before else ""
        print(f"{size:>9} {way.replace('_', ' '):32}{figure:10}{told}{ratio}")


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


def _play(database, job, sizes, **words):
    out = layout.STATE / f"{database}.json"
    words |= {"BENCH_JOB": job, "BENCH_SIZES": sizes, "BENCH_OUT": out}
    odoo.play(database, "bench", **words)
    result = json.loads(out.read_text())
    out.unlink()
    return result
