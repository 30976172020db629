"""Errors that programs can tell apart: a stable word on each."""


def coded(error, word):
    """Give an error a word that stays the same, whatever its text and language.

    :param error: an exception, raised by the caller
    :param str word: such as ``over_credited``

    >>> coded(ValueError("Too much."), "over_credited").note_code
    'over_credited'
    """
    error.note_code = word
    return error


def word_of(error):
    """Return the word of an error, None where it has none.

    >>> word_of(coded(ValueError(), "changed")), word_of(ValueError())
    ('changed', None)
    """
    return getattr(error, "note_code", None)
