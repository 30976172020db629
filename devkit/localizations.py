"""The addon among localizations: demo data of their charts, and stories in each.

One database for all, made of the addon's own template: so the demo data of the charts
are loaded while the addon is there.
"""

from pathlib import Path

from . import layout, odoo_server, scripts, templates
from .console import Stop

# What brings a company with a chart; what Odoo installs beside it comes along
MODULES = {
    "br": "l10n_br",
    "de": "l10n_de",
    "es": "l10n_es",
    "fr": "l10n_fr_account",
    "in": "l10n_in",
    "it": "l10n_it",
    "ro": "l10n_ro",
}

STORIES = Path(__file__).with_name("localization_stories.py")


def run(source, countries):
    """Install localizations and tell the stories in the company of each.

    :param source: OdooSource
    :param countries: keys of MODULES
    """
    modules = ",".join(MODULES[country] for country in countries)
    with templates.temporary(source, "localizations") as name:
        title = f"Install {modules}"
        templates.install(name, ["-i", modules], "localizations", title)
        _refuse_errors(layout.LOGS / "localizations.log")
        log = layout.LOGS / "localizations-server.log"
        with odoo_server.start(name, log=log) as url:
            words = {"COUNTRIES": ",".join(countries), "REPORT_URL": url}
            if scripts.play(name, STORIES, **words):
                raise Stop("A story failed in a localization; its error is above.")


def _refuse_errors(log):
    """Odoo goes on without demo data that it cannot load, and only logs the error."""
    lines = log.read_text(errors="replace").splitlines()
    errors = [line for line in lines if " ERROR " in line or "Error: " in line]
    if errors:
        raise Stop("\n  ".join([f"The log {log} has errors:", *errors]))
