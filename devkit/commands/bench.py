"""measure this addon beside Odoo's own ways, in one run

`reverse` makes credit notes of posted invoices with the addon and without it, on fresh
databases in turn. `apply` settles many invoices with one credit note: with exact
amounts by the addon, and by the two ways Odoo has. `print` prints credit notes with the
addon and without it. The ratios say what the addon costs or saves on this machine; the
seconds say little elsewhere. `reports` asks analysis and audit about large books; it
takes some minutes and is not part of `all`.
"""

import json
from statistics import median

from .. import layout, machine, scripts, templates
from ..console import Stop

DEVKIT = layout.ROOT / "devkit"


def add_arguments(parser):
    parser.add_argument(
        "job",
        nargs="?",
        choices=("all", "reverse", "apply", "print", "reports"),
        default="all",
    )
    parser.add_argument("--invoices", type=int, default=100, help="to reverse")
    parser.add_argument(
        "--books", type=int, default=170_000, help="invoices to report on"
    )
    parser.add_argument(
        "--rounds", type=int, default=3, help="of reversing and printing"
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
    if options.job in ("all", "apply"):
        _compare_applying(source, options.sizes)
    if options.job in ("all", "print"):
        _compare_printing(source, options)
    if options.job == "reports":
        _measure_reports(source, options.books)


def _compare_reversing(source, options):
    def measure(with_addon):
        return _measure(source, "bench.py", with_addon, BENCH_INVOICES=options.invoices)

    rounds = [(measure(False), measure(True)) for _round in range(options.rounds)]
    print(f"Reversing {options.invoices} posted invoices of 3 lines, with settlement")
    print(f"{'':12}{'Odoo alone':>12}{'with addon':>12}{'ratio':>8}")
    for figure in ("statements", "seconds"):
        alone = median(result[figure] for result, _ in rounds)
        addon = median(result[figure] for _, result in rounds)
        print(f"{figure:12}{alone:12.2f}{addon:12.2f}{addon / alone:8.2f}")


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
