"""Words that nobody says who keeps books, and that went out."""

from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [
    entry.msgid
    for entry in polib.pofile(str(ROOT / "i18n" / "account_credit_debit_note.pot"))
]


@pytest.mark.parametrize(
    "words",
    [
        "Adds to",
        "All that remains",
        "Chosen lines",
        "Credit less",
        "Doubtful Payment",
        "How far it is",
        "Left of this credit",
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
        "between zero and that",
        "cannot be credited with",
        "is left to credit",
    ],
)
def test_these_words_went_out(words):
    assert not [text for text in TEXTS if words in text]
