"""Brings `i18n/*.po` to the terms of the template; what is translated stays.

Run by `./dev pot` as a module of `.odoo/venv`, for it needs polib. New terms come out
empty: `tests/pure/test_translations.py` names them.
"""

import polib

from . import layout

FOLDER = layout.ROOT / "i18n"
WIDTH = 79  # of Odoo and of the checks of OCA


def merged(template, translated):
    """A file with the terms of `template`, in its order, as far as they are
    translated.

    :param template, translated: polib.POFile
    """
    known = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in translated}
    result = polib.POFile(wrapwidth=WIDTH)
    result.header = translated.header
    result.metadata = translated.metadata
    for term in template:
        term.msgstr = known.get((term.msgctxt, term.msgid), "")
        result.append(term)
    return result


def main():
    for path in sorted(FOLDER.glob("*.po")):
        template = polib.pofile(FOLDER / f"{layout.ADDON}.pot")
        merged(template, polib.pofile(path)).save(path)


if __name__ == "__main__":
    main()
