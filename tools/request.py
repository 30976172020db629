"""Requests of integrations: plain values, each checked before it is used.

A schema names every field and how it is checked; what it does not name is refused, so
that a misspelled word is no silent default. A check takes a value and where it stands,
and returns the value as it is used.
"""

import datetime
import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from .fingerprint import fingerprint

MAX_ID = 2**31 - 1
# Far above any invoice, far below where a float loses cents
MAX_NUMBER = 1e12
MAX_TEXT = 2000
MAX_LIST = 5000

# A check takes a value and where it stands; the value may be anything
Check: TypeAlias = Callable[[Any, str], Any]
Schema: TypeAlias = Mapping[str, Check]

# Beyond it a float is no longer every whole number
_EXACT = 2**53
# Zero, and halves of a letter: no database keeps them
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadRequest(Exception):
    """A value that is not what belongs there.

    ``path`` says where, such as ``lines[2].quantity``; ``expected`` is a word for
    what belongs there, or the words to choose from.
    """

    def __init__(self, path: str, expected: str | tuple[str, ...]) -> None:
        super().__init__(path, expected)
        self.path = path
        self.expected = expected


def read(request: Any, schema: Schema, path: str = "") -> dict[str, Any]:
    """Return the values of a request by name, None for what it does not say.

    :param schema: checks by name
    :raises BadRequest: for the first value that is wrong

    >>> read({"amount": 5}, {"amount": number, "date": day})
    {'amount': 5.0, 'date': None}
    """
    if not isinstance(request, dict):
        raise BadRequest(path or "request", "object")
    for name in request:
        if name not in schema:
            raise BadRequest(_join(path, str(name)[:50]), "unknown")
    return {
        name: None
        if request.get(name) is None
        else check(request[name], _join(path, name))
        for name, check in schema.items()
    }


def digest(*facts: Any) -> str:
    """Return the digest of a request: the same for the same values in any order.

    Whether a number has a point, and what is not said by null, make no difference.

    >>> digest("a", {"x": 1, "y": 2.0}) == digest("a", {"y": 2, "x": 1.0, "z": None})
    True
    >>> digest(1) == digest(True), digest([None]) == digest([])
    (False, False)
    """
    return verbatim_digest(*map(_plain, facts))


def get_meaning(request: Mapping[str, Any], defaults: Mapping[str, Any]) -> Any:
    """Return what a request says besides what is meant anyway, nested values as well.

    Left out are nulls, false, texts without words, and defaults. A list stays, even an
    empty one: it may be all that is wanted.

    :param defaults: by name; a dict where a name holds an object, or a list of them

    >>> said = {"mode": "full", "lines": [{"id": 4, "quantity": 1, "name": " "}]}
    >>> get_meaning(said, {"mode": "full", "lines": {"quantity": 1}})
    {'lines': [{'id': 4}]}
    """
    said = ((name, _mean(value, defaults.get(name))) for name, value in request.items())
    return {name: value for name, value in said if value is not None}


def _mean(value: Any, default: Any) -> Any:
    if isinstance(value, str):
        value = value.strip() or None
    nested = default if isinstance(default, Mapping) else {}
    if isinstance(value, Mapping):
        return get_meaning(value, nested)
    if isinstance(value, list | tuple):
        # What stands in a list keeps its place, whatever it says
        rows = (isinstance(row, Mapping) for row in value)
        return [get_meaning(row, nested) for row in value] if all(rows) else value
    return None if value is False or value == default else value


def verbatim_digest(*facts: Any) -> str:
    """Return the digest of a request to the letter, as earlier versions took it."""
    return fingerprint(json.dumps(facts, sort_keys=True, default=str))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            str(name): _plain(item) for name, item in value.items() if item is not None
        }
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if type(value) is int and abs(value) < _EXACT:
        return float(value)
    return value


def record_id(value: Any, path: str) -> int:
    """Check for the id of a record: a whole number above zero."""
    if type(value) is not int or not 0 < value <= MAX_ID:
        raise BadRequest(path, "id")
    return value


def number(value: Any, path: str) -> float:
    """Check for a number that can be an amount, a quantity or a price.

    >>> number(float("nan"), "amount")
    Traceback (most recent call last):
    ...
    odoo.addons.account_credit_debit_note.tools.request.BadRequest: ('amount', 'number')
    """
    is_number = type(value) is int or (type(value) is float and math.isfinite(value))
    if not is_number:
        raise BadRequest(path, "number")
    if abs(value) > MAX_NUMBER:
        raise BadRequest(path, "smaller")
    return float(value)


def positive(value: Any, path: str) -> float:
    """Check for a number above zero."""
    checked = number(value, path)
    if checked <= 0:
        raise BadRequest(path, "positive")
    return checked


def text(value: Any, path: str) -> str:
    """Check for a text of reasonable length, without characters that cannot be kept.

    >>> text("half a letter: \\ud800", "reason")
    Traceback (most recent call last):
    ...
    odoo.addons.account_credit_debit_note.tools.request.BadRequest: ('reason', 'text')
    """
    if not isinstance(value, str) or len(value) > MAX_TEXT or not is_kept(value):
        raise BadRequest(path, "text")
    return value.strip()


def is_kept(words: str) -> bool:
    """Tell whether a database keeps a text: no zeros, no halves of letters.

    >>> is_kept("Möbel"), is_kept("\\udc00")
    (True, False)
    """
    return not _UNKEPT.search(words)


def flag(value: Any, path: str) -> bool:
    """Check for true or false."""
    if not isinstance(value, bool):
        raise BadRequest(path, "flag")
    return value


def day(value: Any, path: str) -> datetime.date:
    """Check for a date as year, month and day."""
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise BadRequest(path, "date") from None


def choice(*words: str) -> Check:
    """Return a check for one of some words."""

    def check(value: Any, path: str) -> str:
        if not isinstance(value, str) or value not in words:
            raise BadRequest(path, words)
        return value

    return check


def list_of(check: Check, limit: int = MAX_LIST) -> Check:
    """Return a check for a list that is not empty, and not longer than a limit.

    >>> list_of(record_id)([3, 4], "ids")
    [3, 4]
    """

    def check_all(value: Any, path: str) -> list[Any]:
        if not isinstance(value, list | tuple) or not 0 < len(value) <= limit:
            raise BadRequest(path, "list")
        return [check(item, f"{path}[{place}]") for place, item in enumerate(value)]

    return check_all


def ids_up_to(limit: int) -> Check:
    """Return a check for a list of ids, each of them once.

    >>> ids_up_to(3)([5, 4], "ids")
    [5, 4]
    """
    check_all = list_of(record_id, limit)

    def check(value: Any, path: str) -> list[int]:
        found: list[int] = check_all(value, path)
        if len(set(found)) < len(found):
            raise BadRequest(path, "once")
        return found

    return check


def ids(value: Any, path: str) -> Any:
    """Check for a list of ids, each of them once."""
    return ids_up_to(MAX_LIST)(value, path)


def ids_or_none(value: Any, path: str) -> Any:
    """Check for a list of ids that may be empty.

    >>> ids_or_none([], "tax_ids")
    []
    """
    return [] if value in ([], ()) else ids(value, path)


def plain_list(value: Any, path: str) -> Any:
    """Check for a list of whatever, which is judged by who reads it."""
    return list_of(lambda item, _path: item)(value, path)


def rows(schema: Schema) -> Check:
    """Return a check for a list of dicts with a schema of their own."""
    return list_of(lambda value, path: read(value, schema, path))


def record(schema: Schema) -> Check:
    """Return a check for one dict with a schema of its own."""
    return lambda value, path: read(value, schema, path)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
