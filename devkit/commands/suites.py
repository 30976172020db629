"""run Odoo's own tests without and with the addon, and compare

Without arguments those that make or read notes, with --whole the whole suites, which
takes hours; docs/odoo-tests.md gets the table. With arguments only these, for example
account or sale:TestSaleRefund, and nothing is written.
"""

from .. import layout, machine, suite_results, suites
from ..console import Stop, say

DOCUMENT = layout.ROOT / "docs" / "odoo-tests.md"
START, END = "<!-- results -->\n", "<!-- end of results -->\n"


def add_arguments(parser):
    parser.add_argument("--whole", action="store_true", help="every test of the suites")
    parser.add_argument("suite", nargs="*", help="a module, or a tag of Odoo's runner")


def main(options):
    source = machine.prepare()
    whole = (*suites.WHOLE, *suites.SUITES)
    chosen = whole if options.whole else suites.selection(source)
    chosen = tuple(options.suite) or chosen
    without = suites.run_without(source, chosen)
    with_addon = suites.run_with(source, chosen)
    lines = suite_results.table(without, with_addon)
    only_with, only_without = suite_results.differences(without, with_addon)
    lines += ["", *_list("Fail only with the addon", only_with)]
    lines += ["", *_list("Fail only without the addon", only_without)]
    text = "\n".join([*lines, ""])
    before, _start, rest = DOCUMENT.read_text().partition(START)
    after = rest.partition(END)[2]
    if not options.suite:
        DOCUMENT.write_text(f"{before}{START}\n{text}\n{END}{after}")
    say(text)
    # Outside of the results the document says which differences are meant.
    unexplained = [name for name in only_with if f"`{name}`" not in before + after]
    if unexplained:
        raise Stop(f"{DOCUMENT} does not explain: {', '.join(unexplained)}")


def _list(title, names):
    return [f"{title}: {'' if names else 'none.'}".rstrip()] + (
        ["", *(f"- `{name}`" for name in names)] if names else []
    )
