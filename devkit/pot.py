"""The template of translations, made from the addon as it is, and its languages."""

from . import files, layout, templates
from .process import run

FILE = layout.ROOT / "i18n" / f"{layout.ADDON}.pot"

# They change with every export and would make every one a difference.
DATES = ('"POT-Creation-Date:', '"PO-Revision-Date:')

# Odoo looks through all files of an addon
TESTS = f"#: code:addons/{layout.ADDON}/tests/"


def text(source):
    """What the file has to say.

    :param source: OdooSource
    """
    out = layout.STATE / FILE.name
    with templates.temporary(source, "pot") as database:
        command = [layout.PYTHON, layout.LAUNCHER, "i18n", "export", "-d", database]
        command += ["--languages", "pot", "--output", out, layout.ADDON]
        run("Collect the terms to translate", command, "pot")
    lines = out.read_text().splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith((*DATES, TESTS)))
    return _without_unused(kept)


def _without_unused(text):
    """The template without the terms that stand in tests alone."""
    header, *terms = text.split("\n\n")
    used = [term.rstrip("\n") for term in terms if "\n#: " in term]
    return "\n\n".join([header, *used]) + "\n"


def is_stale(source):
    return not FILE.is_file() or FILE.read_text() != text(source)


def update(source):
    files.write(FILE, text(source))
    command = [layout.PYTHON, "-m", "devkit.translations"]
    run("Bring the languages to these terms", command, "translations", cwd=layout.ROOT)
