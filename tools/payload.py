"""What comes with a call: values by name, ids of records that were chosen."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from .request import MAX_ID, is_kept

# Most values, which are kept as they are: the quickest to tell of thousands
PLAIN = frozenset((bool, date, datetime, float, int, type(None)))


def are_vals(values: Any) -> bool:
    """Are these values by name, one for each record, as records are made with?

    >>> are_vals([{"name": "Desk"}]), are_vals([{}, "Desk"]), are_vals(None)
    (True, False, False)
    """
    return isinstance(values, Collection) and all(
        isinstance(vals, Mapping) for vals in values
    )


def find_unkept(values: Any) -> str | None:
    """Return the name of the first value with a text that no database keeps.

    >>> find_unkept([{"name": "Desk"}, {"ref": "half a letter: \\ud800"}])
    'ref'
    >>> find_unkept([{"line_ids": [(0, 0, {"name": "\\x00"})]}])
    'line_ids'
    """
    return next(
        (
            str(name)
            for vals in values
            for name, value in vals.items()
            if type(value) not in PLAIN and not _are_kept(value)
        ),
        None,
    )


def _are_kept(value: Any) -> bool:
    if isinstance(value, str):
        return is_kept(value)
    if isinstance(value, Mapping):
        value = list(value.values())
    if not isinstance(value, list | tuple):
        return True
    return all(_are_kept(each) for each in value if type(each) not in PLAIN)


def read_ids(value: Any) -> list[int] | None:
    """Return ids of records, each once and in their order; None for anything else.

    Programs hand over sets and single ids as well: Odoo itself takes all of them.

    >>> read_ids([4, 3, 4]), read_ids((3,)), read_ids({3}), read_ids(3)
    ([4, 3], [3], [3], [3])
    >>> read_ids([]), read_ids("34"), read_ids([[3]]), read_ids(True)
    ([], None, None, None)
    """
    ids = [value] if type(value) is int else value
    # Bytes would be numbers as well
    if not isinstance(ids, Collection) or isinstance(ids, str | bytes):
        return None
    are_ids = all(type(key) is int and 0 < key <= MAX_ID for key in ids)
    return list(dict.fromkeys(ids)) if are_ids else None
