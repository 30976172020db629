"""Requests of programs: plain values, each checked before it is used.

A schema names every field and how it is checked; what it does not name is refused, so
that a misspelled word is no silent default. A check takes a value and where it stands,
and returns the value as it is used.
"""

import datetime
import json
import math
import re

from .basis import digest as digest_of

MAX_ID = 2**31 - 1
# Far above any invoice, far below where a float loses cents
MAX_NUMBER = 1e12
MAX_TEXT = 2000
MAX_LIST = 5000

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadRequest(Exception):
    """A value that is not what belongs there.

    ``path`` says where, such as ``lines[2].quantity``; ``expected`` is a word for
    what belongs there, or the words to choose from.
    """

    def __init__(self, path, expected):
        super().__init__(path, expected)
        self.path = path
        self.expected = expected


def read(request, schema, path=""):
    """Return the values of a request by name, None for what it does not say.

    :param dict schema: checks by name
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


def digest(*facts):
    """Return the digest of a request: the same for the same values in any order.

    >>> digest("a", {"x": 1, "y": 2.0}) == digest("a", {"y": 2.0, "x": 1})
    True
    """
    return digest_of(json.dumps(facts, sort_keys=True, default=str))


def record_id(value, path):
    """Check for the id of a record: a whole number above zero."""
    if type(value) is not int or not 0 < value <= MAX_ID:
        raise BadRequest(path, "id")
    return value


def number(value, path):
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


def positive(value, path):
    """Check for a number above zero."""
    checked = number(value, path)
    if checked <= 0:
        raise BadRequest(path, "positive")
    return checked


def text(value, path):
    """Check for a text of reasonable length, without characters that cannot be kept."""
    if not isinstance(value, str) or len(value) > MAX_TEXT or "\x00" in value:
        raise BadRequest(path, "text")
    return value.strip()


def flag(value, path):
    """Check for true or false."""
    if not isinstance(value, bool):
        raise BadRequest(path, "flag")
    return value


def day(value, path):
    """Check for a date as year, month and day."""
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise BadRequest(path, "date") from None


def choice(*words):
    """Return a check for one of some words."""

    def check(value, path):
        if not isinstance(value, str) or value not in words:
            raise BadRequest(path, words)
        return value

    return check


def list_of(check, limit=MAX_LIST):
    """Return a check for a list that is not empty, and not longer than a limit.

    >>> list_of(record_id)([3, 4], "ids")
    [3, 4]
    """

    def check_all(value, path):
        if not isinstance(value, list | tuple) or not 0 < len(value) <= limit:
            raise BadRequest(path, "list")
        return [check(item, f"{path}[{place}]") for place, item in enumerate(value)]

    return check_all


def ids_up_to(limit):
    """Return a check for a list of ids, each of them once.

    >>> ids_up_to(3)([5, 4], "ids")
    [5, 4]
    """
    check_all = list_of(record_id, limit)

    def check(value, path):
        found = check_all(value, path)
        if len(set(found)) < len(found):
            raise BadRequest(path, "once")
        return found

    return check


def ids(value, path):
    """Check for a list of ids, each of them once."""
    return ids_up_to(MAX_LIST)(value, path)


def ids_or_none(value, path):
    """Check for a list of ids that may be empty.

    >>> ids_or_none([], "tax_ids")
    []
    """
    return [] if value in ([], ()) else ids(value, path)


def plain_list(value, path):
    """Check for a list of whatever, which is judged by who reads it."""
    return list_of(lambda item, _path: item)(value, path)


def rows(schema):
    """Return a check for a list of dicts with a schema of their own."""
    return list_of(lambda value, path: read(value, schema, path))


def record(schema):
    """Return a check for one dict with a schema of its own."""
    return lambda value, path: read(value, schema, path)


def _join(path, name):
    return f"{path}.{name}" if path else name
