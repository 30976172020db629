"""Each language of the addon says all there is to say."""

import re
from pathlib import Path

import polib
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "i18n"
TEMPLATE = polib.pofile(FOLDER / "account_credit_debit_note.pot")
LANGUAGES = ["de", "es", "fr", "it", "nl", "ro"]

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


def test_a_german_correction_is_never_called_gutschrift():
    """§14 (2) UStG: a Gutschrift is an invoice that the buyer writes."""
    german = polib.pofile(FOLDER / "de.po")
    assert not [
        entry.msgid for entry in german if "gutschrift" in entry.msgstr.casefold()
    ]
