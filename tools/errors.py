"""Errors that integrations can tell apart: a stable code on each."""

from collections.abc import Mapping
from typing import TypeVar

Error = TypeVar("Error", bound=BaseException)


def with_code(error: Error, code: str) -> Error:
    """Give an error a code that stays the same, whatever its text and language.

    :param error: an exception, raised by the caller
    :param code: such as ``over_credited``

    >>> with_code(ValueError("Too much."), "over_credited").note_code
    'over_credited'
    """
    error.note_code = code  # type: ignore[attr-defined]
    return error


def with_facts(error: Error, template: str, facts: Mapping[str, str]) -> Error:
    """Keep with an error how its text was made, so that it can be told anew.

    :param template: the text, with a named place for each fact
    """
    error.note_template = template  # type: ignore[attr-defined]
    error.note_facts = dict(facts)  # type: ignore[attr-defined]
    return error


def retell(error: BaseException, **facts: str) -> str:
    """Return the text of an error with other facts, unchanged where none are kept.

    >>> late = with_facts(ValueError("R1: late."), "%(note)s: late.", {"note": "R1"})
    >>> retell(late, note="It"), retell(ValueError("No."), note="It")
    ('It: late.', 'No.')
    """
    template = getattr(error, "note_template", None)
    if template is None:
        return str(error.args[0])
    return str(template % {**error.note_facts, **facts})  # type: ignore[attr-defined]


def get_code(error: BaseException) -> str | None:
    """Return the code of an error, None where it has none.

    >>> get_code(with_code(ValueError(), "changed")), get_code(ValueError())
    ('changed', None)
    """
    return getattr(error, "note_code", None)
