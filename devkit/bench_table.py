"""The table of docs/performance.md that `./dev bench reverse` keeps true."""

from math import log
from statistics import median

from . import layout

DOCUMENT = layout.ROOT / "docs" / "performance.md"
START, END = "<!-- reversing -->\n", "<!-- end of reversing -->\n"


def medians(pairs):
    """The medians of several rounds.

    :param pairs: for each round what was found without the addon, and with it
    :return: {"statements": (alone, with), "seconds": (alone, with)}
    """
    alone, addon = zip(*pairs, strict=True)
    return {
        figure: (
            median(one[figure] for one in alone),
            median(one[figure] for one in addon),
        )
        for figure in ("statements", "seconds")
    }


def growth(seconds):
    """The power with which seconds grow between the two largest sizes.

    >>> growth({10: 1.0, 100: 10.0, 1000: 100.0})
    1.0

    :param seconds: seconds by size, two sizes at least
    """
    *_smaller, (size, before), (larger, after) = sorted(seconds.items())
    return log(after / before) / log(larger / size)


def lines(found):
    """A table of Markdown; in each pair Odoo alone comes first.

    :param found: {way: {size: what ``medians`` returns}}
    """
    sizes = sorted(next(iter(found.values())))
    head = ["way", *(f"{size:,}" for size in sizes), "ratio", "growth"]
    table = [_row(head), "|---" * len(head) + "|"]
    for way, by_size in found.items():
        for figure, form in (("statements", "{:.3g}"), ("seconds", "{:.3g}")):
            pairs = [by_size[size][figure] for size in sizes]
            cells = [", ".join(form.format(one) for one in pair) for pair in pairs]
            alone, addon = pairs[-1]
            rise = growth({size: by_size[size][figure][1] for size in sizes})
            ends = [f"{alone / addon:.1f}", f"{rise:.2f}"]
            is_time = figure == "seconds"
            table.append(
                _row([f"{way}, {figure}", *cells, *(ends if is_time else "  ")])
            )
    return table


def write(found):
    """Put the table where it stands in the document."""
    DOCUMENT.write_text(replaced(DOCUMENT.read_text(), lines(found)))


def replaced(text, table):
    before, _start, rest = text.partition(START)
    after = rest.partition(END)[2]
    return "\n".join([before + START, *table, "", END + after])


def _row(cells):
    return f"| {' | '.join(cell.strip() for cell in cells)} |"
