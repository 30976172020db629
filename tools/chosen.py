"""What comes with a call: values by name, ids of records that were chosen."""

from collections.abc import Collection, Mapping

from .request import MAX_ID


def are_named(values):
    """Are these values by name, one for each record, as records are made with?

    >>> are_named([{"name": "Desk"}]), are_named([{}, "Desk"]), are_named(None)
    (True, False, False)
    """
    return isinstance(values, Collection) and all(
        isinstance(one, Mapping) for one in values
    )


def are_ids(value):
    """Is this a list of ids of records?

    >>> are_ids([3, 4]), are_ids([]), are_ids("34"), are_ids([[3]])
    (True, True, False, False)
    """
    return isinstance(value, list | tuple) and all(
        type(one) is int and 0 < one <= MAX_ID for one in value
    )
