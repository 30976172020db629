"""tell the main stories of notes in companies of several countries

On a fresh database with the chart and demo data of each localization: documents are
reversed, credited in part, debited, applied and printed, for customers and vendors,
numbered in series and after the corrected document. Takes about five minutes for all.
"""

from .. import localizations, machine


def add_arguments(parser):
    parser.add_argument(
        "country",
        nargs="*",
        choices=(*localizations.MODULES, []),
        help="codes of countries; all if none is named",
    )


def main(options):
    source = machine.prepare()
    localizations.run(source, options.country or list(localizations.MODULES))
