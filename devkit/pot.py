"""The template of translations, made from the addon as it is."""

from . import files, layout, templates
from .process import run

FILE = layout.ROOT / "i18n" / f"{layout.ADDON}.pot"

# They change with every export and would make every one a difference.
DATES = ('"POT-Creation-Date:', '"PO-Revision-Date:')


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
    return "".join(line for line in lines if not line.startswith(DATES))


def is_stale(source):
    return not FILE.is_file() or FILE.read_text() != text(source)


def update(source):
    files.write(FILE, text(source))
