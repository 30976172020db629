"""Stories of notes, played in Odoo's shell on databases of their own."""

from . import databases, layout, machine, odoo
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
    with databases.temporary(machine.prepare(), "story") as name:
        _play(name, "story", STORY_OUT=STORY)
    say(f"ok  The documents are in {STORY}")


@command(
    argument("country", nargs="*", choices=(*MODULES, []), help="all if none is named")
)
def localizations(options):
    """tell the main stories of notes in companies of several countries

    On a fresh database with the chart and demo data of each localization: documents are
    reversed, credited in part, debited, applied and printed, for customers and vendors,
    numbered in series and after the corrected document. About five minutes for all.
    """
    countries = options.country or list(MODULES)
    modules = [MODULES[country] for country in countries]
    # One database for all, made of the addon's own template: so the demo data of the
    # charts are loaded while the addon is there.
    with databases.temporary(machine.prepare(), "localizations") as name:
        title = f"Install {', '.join(modules)}"
        log = odoo.install(name, "-i", modules, "localizations", title)
        databases.refuse_complaints(log, " ERROR |Error: ")
        _play(name, "localization_stories", COUNTRIES=",".join(countries))


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
    words = {"RACE_KINDS": " ".join(options.kinds), "RACE_ROUNDS": options.rounds}
    with databases.temporary(machine.prepare(), "races") as name:
        odoo.play(name, "races", **words)


def _play(database, story, **words):
    """Play a story beside a server, from which wkhtmltopdf takes the style sheets."""
    with odoo.server(database, f"{story}-server") as url:
        odoo.play(database, story, REPORT_URL=url, **words)
