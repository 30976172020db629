"""compare reversing posted invoices with this addon and without it

Both run the same `_reverse_moves` on the same invoices, on fresh databases, in turn.
The ratios say what the addon costs on this machine; the seconds say little elsewhere.
"""

import json
from statistics import median

from .. import layout, machine, scripts, templates
from ..console import Stop

SCRIPT = layout.ROOT / "devkit" / "bench.py"


def add_arguments(parser):
    parser.add_argument("--invoices", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)


def main(options):
    source = machine.prepare()
    rounds = [
        (_measure(source, options.invoices, False), _measure(source, options.invoices))
        for _round in range(options.rounds)
    ]
    print(f"Reversing {options.invoices} posted invoices of 3 lines, with settlement")
    print(f"{'':12}{'Odoo alone':>12}{'with addon':>12}{'ratio':>8}")
    for figure in ("statements", "seconds"):
        alone = median(result[figure] for result, _ in rounds)
        addon = median(result[figure] for _, result in rounds)
        print(f"{figure:12}{alone:12.2f}{addon:12.2f}{addon / alone:8.2f}")


def _measure(source, invoices, with_addon=True):
    with templates.temporary(source, "bench", with_addon) as database:
        out = layout.STATE / f"{database}.json"
        if scripts.play(database, SCRIPT, BENCH_OUT=out, BENCH_INVOICES=invoices):
            raise Stop("The benchmark failed; its error is above.")
    result = json.loads(out.read_text())
    out.unlink()
    return result
