"""Each language of the addon says all there is to say."""

import re
from pathlib import Path

import polib
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "i18n"
TEMPLATE = polib.pofile(FOLDER / "account_credit_debit_note.pot")
LANGUAGES = ["de", "es", "fr", "it", "nl", "ro"]

# Of these what a customer or vendor reads is translated; our screens are English there
PRINTED_LANGUAGES = ["hu", "pl"]
PRINTED = re.compile(
    r"arch_db:account_credit_debit_note\.(note_print_|report_|portal_)"
    r"|models/documents/account_(move|note_letter_column)|models/portal/account_move"
    r"|models/correction/account_move_line_price|controllers/"
    r"|mail\.template,(subject|body_html)|model:account\.note\.reason,name"
    r"|wizards/account_note_letter_(statement|applications|texts)"
)

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|{{.*?}}|{\w*}")
TAG = re.compile(r"</?[a-z][\w-]*")


@pytest.fixture(scope="module", params=LANGUAGES)
def terms(request):
    """(English, translation) of every term."""
    entries = {
        (entry.msgctxt, entry.msgid): entry
        for entry in polib.pofile(FOLDER / f"{request.param}.po")
    }
    return [(term.msgid, entries.get((term.msgctxt, term.msgid))) for term in TEMPLATE]


def is_printed(term):
    return any(PRINTED.search(place) for place, _line in term.occurrences)


def read(language):
    """The translations of a language by context and term."""
    file = polib.pofile(FOLDER / f"{language}.po")
    return {(entry.msgctxt, entry.msgid): entry.msgstr for entry in file}


def differing(terms, what):
    """The terms whose translation differs from them in `what`."""
    return [text for text, entry in terms if what(text) != what(entry.msgstr)]


def test_every_term_is_translated(terms):
    assert not [text for text, entry in terms if not entry or not entry.translated()]


def test_values_stand_in_every_translation(terms):
    assert not differing(terms, lambda text: sorted(PLACEHOLDER.findall(text)))


def test_markup_is_that_of_the_term(terms):
    assert not differing(terms, lambda text: sorted(TAG.findall(text)))


def test_spaces_around_a_term_stay(terms):
    assert not differing(terms, lambda text: (text[:1].isspace(), text[-1:].isspace()))


def test_german_paper_says_rechnungskorrektur_and_screens_gutschrift():
    """§14 (2) UStG: a Gutschrift is an invoice that the buyer writes; menus say it."""
    german = read("de")
    for term in TEMPLATE:
        places = [bool(PRINTED.search(place)) for place, _line in term.occurrences]
        text = german[term.msgctxt, term.msgid].casefold()
        # Titles of paper that screens share are asked by the print tests
        if all(places):
            assert "gutschrift" not in text, text
        elif not any(places):
            assert "rechnungskorrektur" not in text, text


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_all_that_is_printed_is_translated(language):
    found = read(language)
    printed = [term for term in TEMPLATE if is_printed(term)]
    assert len(printed) > 100
    assert not [t.msgid for t in printed if not found.get((t.msgctxt, t.msgid))]


@pytest.mark.parametrize("language", [*PRINTED_LANGUAGES, "fr_BE"])
def test_values_and_markup_stand_in_partial_translations(language):
    for what in (PLACEHOLDER, TAG):
        assert not [
            term
            for (_context, term), text in read(language).items()
            if text and sorted(what.findall(term)) != sorted(what.findall(text))
        ]


def test_in_belgium_an_avoir_is_a_note_de_credit():
    """Odoo calls it so in Belgium: one page, one word."""
    french = {**read("fr"), **read("fr_BE")}
    printed = {(term.msgctxt, term.msgid) for term in TEMPLATE if is_printed(term)}
    assert not [
        text
        for key, text in french.items()
        if key in printed and re.search(r"\bavoirs?\b", text, re.IGNORECASE)
    ]
