"""measure this addon beside Odoo's own ways, in one run

`reverse` makes credit notes of posted invoices with the addon and without it, on fresh
databases in turn; of all ways and several sizes it writes docs/performance.md.
`ordinary` makes, posts, pays and reads invoices nobody corrects. `install` brings the
addon to the books of Odoo alone, and tells which rows were written again. `apply`
settles many invoices with one credit note: with exact amounts by the addon, and by the
two ways Odoo has. `print` prints credit notes with the addon and without it. `reports`
asks analysis and audit about large books.

The ratios say what the addon costs or saves on this machine; the seconds say little
elsewhere. `install` and `reports` take some minutes and are not part of `all`.
"""

import json
from collections import defaultdict
from statistics import median

from .. import bench_table, install_cost, layout, machine, scripts, templates
from ..console import Stop

DEVKIT = layout.ROOT / "devkit"


JOBS = ("all", "reverse", "ordinary", "install", "apply", "print", "reports")

# How large and how often: name, default, what it says
SIZES = (
    ("--invoices", 100, "to post, pay and read"),
    ("--installed", 100_000, "invoices to install upon"),
    ("--books", 170_000, "invoices to report on"),
    ("--rounds", 3, "of reversing, of ordinary invoices, of printing"),
)


def add_arguments(parser):
    parser.add_argument("job", nargs="?", choices=JOBS, default="all")
    for name, default, text in SIZES:
        parser.add_argument(name, type=int, default=default, help=text)
    parser.add_argument(
        "--reversed",
        default="10,100",
        help="how many invoices are reversed; 1000 take Odoo a quarter of an hour",
    )
    parser.add_argument(
        "--ways", default="all", help="of reversing: drafts,method,window,replace,debit"
    )
    parser.add_argument("--notes", default="10,50", help="how many are printed")
    parser.add_argument(
        "--sizes",
        default="10,100",
        help="how many invoices one credit settles; one by one takes Odoo "
        "some ten minutes for 1000",
    )


def main(options):
    source = machine.prepare()
    if options.job in ("all", "reverse"):
        _compare_reversing(source, options)
    if options.job in ("all", "ordinary"):
        _compare_ordinary(source, options)
    if options.job == "install":
        _measure_installing(source, options.installed)
    if options.job in ("all", "apply"):
        _compare_applying(source, options.sizes)
    if options.job in ("all", "print"):
        _compare_printing(source, options)
    if options.job == "reports":
        _measure_reports(source, options.books)


def _compare_reversing(source, options):
    def measure(with_addon):
        sizes = {"BENCH_SIZES": options.reversed, "BENCH_WAYS": options.ways}
        return _measure(source, "bench.py", with_addon, **sizes)

    rounds = [(measure(False), measure(True)) for _round in range(options.rounds)]
    print("Reversing posted invoices of 3 lines: statements an invoice, and seconds")
    _print_head("invoices", "way")
    found = defaultdict(dict)
    for size in options.reversed.split(","):
        for way in rounds[0][1][size]:
            # Odoo has no door for programs but the method
            core = way if way in rounds[0][0][size] else "method"
            pairs = [(alone[size][core], addon[size][way]) for alone, addon in rounds]
            _print_pairs(size, way, pairs)
            found[way][int(size)] = bench_table.medians(pairs)
    if "," in options.reversed:
        print("\n".join(bench_table.lines(found)))
        if options.ways == "all":
            bench_table.write(found)


def _compare_ordinary(source, options):
    def measure(with_addon):
        invoices = {"BENCH_INVOICES": options.invoices}
        return _measure(source, "bench_ordinary.py", with_addon, **invoices)

    rounds = [(measure(False), measure(True)) for _round in range(options.rounds)]
    print("Ordinary invoices of 3 lines: statements in all, and seconds")
    _print_head("invoices", "job")
    for job in rounds[0][0]:
        pairs = [(alone[job], addon[job]) for alone, addon in rounds]
        _print_pairs(options.invoices, job, pairs)


def _print_head(*names):
    head = "".join(f"{name:>18}" for name in names)
    print(f"{head} {'':12}{'Odoo alone':>12}{'with addon':>12}{'ratio':>8}")


def _print_pairs(size, name, pairs):
    """Print medians of what was found without the addon and with it."""
    for figure in ("statements", "seconds"):
        alone = median(found[figure] for found, _ in pairs)
        addon = median(found[figure] for _, found in pairs)
        print(
            f"{size:>18}{name:>18} {figure:12}{alone:12.3f}{addon:12.3f}"
            f"{addon / alone:8.3f}"
        )


def _measure_installing(source, invoices):
    for size in (0, invoices):
        found = install_cost.measure(source, size)
        print(f"On {size:,} invoices: {found['seconds']:.1f} s")
        for table, rewritten in found["rewritten"].items():
            print(
                f"{table:28}{found['rows'][table]:>10,} rows"
                f"{rewritten['rows']:>9,} written again"
                f"{rewritten['dates']:>9,} with another date of change"
            )
        print(f"{found['note_lines']:,} lines of notes name what they correct")
        lines = found["rewritten"].pop("account_move_line")
        others = [
            count for each in found["rewritten"].values() for count in each.values()
        ]
        if any(others) or lines["dates"] or lines["rows"] > found["note_lines"]:
            raise Stop("Installing wrote rows that are none of its business.")


def _compare_applying(source, sizes):
    results = _measure(source, "bench_apply.py", True, BENCH_SIZES=sizes)
    print("One credit note for many invoices: statements an invoice, and seconds")
    print(f"{'invoices':>9}{'way':>14}{'statements':>12}{'seconds':>9}{'ratio':>8}")
    for size, ways in results.items():
        addon = ways["this_addon"]["seconds"]
        for way, found in ways.items():
            print(
                f"{size:>9}{way.replace('_', ' '):>14}{found['statements']:12.2f}"
                f"{found['seconds']:9.2f}{found['seconds'] / addon:8.2f}"
            )


def _compare_printing(source, options):
    def measure(with_addon):
        return _measure(source, "bench_print.py", with_addon, BENCH_SIZES=options.notes)

    rounds = [(measure(False), measure(True)) for _round in range(options.rounds)]
    print("Printing applied credit notes of 3 lines")
    print(f"{'notes':>6} {'':12}{'Odoo alone':>12}{'with addon':>12}{'ratio':>8}")
    for size in options.notes.split(","):
        for figure in ("statements", "seconds", "pdf"):
            alone = median(result[size][figure] for result, _ in rounds)
            addon = median(result[size][figure] for _, result in rounds)
            ratio = addon / alone
            print(f"{size:>6} {figure:12}{alone:12.2f}{addon:12.2f}{ratio:8.2f}")


def _measure_reports(source, invoices):
    found = _measure(
        source,
        "bench_reports.py",
        True,
        BENCH_INVOICES=invoices,
        BENCH_DEVKIT=DEVKIT,
    )
    print(f"{found['items']:,} journal items, {found['notes']:,} credit notes")
    for report, seconds in found["seconds"].items():
        print(f"{report:32}{seconds:9.2f} s")
    print(f"{found['findings']:,} findings")


def _measure(source, script, with_addon, **environment):
    with templates.temporary(source, "bench", with_addon) as database:
        out = layout.STATE / f"{database}.json"
        path = DEVKIT / script
        if scripts.play(database, path, BENCH_OUT=out, **environment):
            raise Stop("The benchmark failed; its error is above.")
    result = json.loads(out.read_text())
    out.unlink()
    return result
