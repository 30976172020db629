"""Errors that integrations can tell apart: a stable code on each."""

from collections.abc import Mapping
from typing import Any, TypeVar

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


def describe(error: BaseException, **facts: str) -> dict[str, str]:
    """Return an error as previews tell it: its code, and its text with other facts.

    >>> describe(with_code(ValueError("Too much."), "over_credited"))
    {'code': 'over_credited', 'text': 'Too much.'}
    >>> describe(ValueError("No."))
    {'code': 'refused', 'text': 'No.'}
    """
    return {"code": get_code(error) or "refused", "text": retell(error, **facts)}


def tell_refusals(refusals: list[dict[str, str]]) -> dict[str, Any]:
    """Return what a preview says of its refusals: the first sentence, and all of them.

    >>> tell_refusals([])
    {'refusal': '', 'refusals': []}
    """
    first = refusals[0]["text"] if refusals else ""
    return {"refusal": first, "refusals": refusals}


def get_code(error: BaseException) -> str | None:
    """Return the code of an error, None where it has none.

    >>> get_code(with_code(ValueError(), "changed")), get_code(ValueError())
    ('changed', None)
    """
    return getattr(error, "note_code", None)
