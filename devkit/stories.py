"""Stories of notes, told on databases of their own."""

import os
import random

from . import databases, layout, machine, odoo, process, releases, testing
from .console import argument, command, say

STORY = layout.STATE / "story"

# What brings a company with a chart; what Odoo installs beside it comes along
MODULES = {
    "br": "l10n_br",
    "de": "l10n_de",
    "es": "l10n_es",
    "fr": "l10n_fr_account",
    "hu": "l10n_hu",
    "in": "l10n_in",
    "it": "l10n_it",
    "pl": "l10n_pl",
    "ro": "l10n_ro",
}


@command()
def demo(_options):
    """play the story of this addon on a fresh database and write its documents

    The story is devkit/shell/story.py, told in Odoo's shell.
    """
    STORY.mkdir(parents=True, exist_ok=True)
    with (
        databases.temporary(machine.prepare(), "story") as name,
        odoo.server(name, "story-server") as url,  # it gives the style sheets
    ):
        odoo.play(name, "story", REPORT_URL=url, STORY_OUT=STORY)
    say(f"ok  The documents are in {STORY}")


@command(
    argument("country", nargs="*", choices=(*MODULES, []), help="all if none is named"),
    argument(
        "--some",
        type=int,
        choices=range(1, len(MODULES) + 1),
        metavar="N",
        help="N of them, others with each commit",
    ),
)
def localizations(options):
    """tell the main stories of notes in companies of several countries

    On a fresh database with the chart and demo data of each localization: documents are
    reversed, credited in part, debited, applied and printed, for customers and vendors,
    numbered in series and after the corrected document. About five minutes for all.
    """
    countries = options.country or list(MODULES)
    if options.some and not options.country:
        commit = releases.git("rev-parse", "HEAD")
        countries = random.Random(commit).sample(list(MODULES), options.some)
    modules = [MODULES[country] for country in countries]
    # One database for all, made of the addon's own template: so the demo data of the
    # charts are loaded while the addon is there.
    with databases.temporary(machine.prepare(), "localizations") as name:
        title = f"Install {', '.join(modules)}"
        log = odoo.install(name, "-i", modules, "localizations", title)
        databases.refuse_complaints(log, " ERROR |Error: ")
        return _test(name, "test_localizations", NOTE_COUNTRIES=" ".join(countries))


@command(
    argument("kinds", nargs="*", help="such as post/cancel; all if none is named"),
    argument("--rounds", type=int, default=20, help="of each kind"),
)
def races(options):
    """let two connections do at once what does not go together, and count

    On a fresh database, with real commits and as many repetitions as Odoo grants.
    After each round the laws of the books are asked in SQL; the command fails where one
    is broken.
    """
    kinds, rounds = ",".join(options.kinds), str(options.rounds)
    with databases.temporary(machine.prepare(), "races") as name:
        return _test(name, "test_races", NOTE_RACES=kinds, NOTE_ROUNDS=rounds)


def _test(database, file, **environment):
    """Run tests that are skipped elsewhere; the exit code of pytest."""
    words = ["--verbose", "--capture=no", f"--odoo-database={database}"]
    words = [*testing.PYTEST, f"tests/{file}.py", *words]
    env = os.environ | environment
    return process.foreground(words, cwd=layout.ROOT, env=env)
