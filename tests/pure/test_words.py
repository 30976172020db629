"""Words that nobody says who keeps books, and that went out."""

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = polib.pofile(str(ROOT / "i18n" / "account_credit_debit_note.pot"))
TEXTS = [entry.msgid for entry in TEMPLATE]
# Names of menus, windows, prints and activities, which stand alone
NAMES = re.compile(r"model:(ir\.ui\.menu|ir\.actions\.\w+|mail\.activity\.type),name:")


@pytest.mark.parametrize(
    "words",
    [
        "Adds to",
        "All that remains",
        "Chosen lines",
        "Credit less",
        "Doubtful Payment",
        "How far it is",
        "Left After",
        "Left of ",
        "Mend ",
        "No invoice: goodwill",
        "None needs approval",
        "Notes in Bulk",
        "Nothing is made yet",
        "Our books show",
        "Reason then",
        "Refuse to Approve",
        "Right Taxes",
        "Settles what it corrects",
        "These lower what remains",
        "To credit afterwards",
        "Used for",
        "What is done",
        "What is ticked",
        "What they correct",
        "Who requested the approval",
        "Why it was Refused",
        "between zero and that",
        "cannot be credited with",
        "for Programs",
        "is left to credit",
        "nothing to take back",
        "nothing to undo",
        "or refuse",
        "refused to approve",
        "to Programs",
    ],
)
def test_these_words_went_out(words):
    assert not [text for text in TEXTS if words in text]


def test_names_say_which_notes_they_mean():
    named = [
        entry.msgid
        for entry in TEMPLATE
        if any(NAMES.match(place) for place, _line in entry.occurrences)
    ]
    assert len(named) > 30
    alone = [text for text in named if re.search(r"\bnotes?\b", text, re.IGNORECASE)]
    assert not [
        text
        for text in alone
        if not re.search(r"(Credit|Debit) Note", text, re.IGNORECASE)
    ]
