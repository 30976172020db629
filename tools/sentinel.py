"""What counts in a context only where our own code put it there.

A client can send any word, number, list or flag in the context of a call, never this
very object. So a flag of ours is compared by identity, and nothing is opened from
outside.
"""

from collections.abc import Mapping
from typing import Any

OURS = object()


def is_ours(context: Mapping[str, Any], key: str) -> bool:
    """Tell whether our own code set a flag in a context.

    >>> is_ours({"note_link_lines": OURS}, "note_link_lines")
    True
    >>> is_ours({"note_link_lines": True}, "note_link_lines"), is_ours({}, "x")
    (False, False)
    """
    return context.get(key) is OURS
