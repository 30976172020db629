"""Why matches of open items come or go, for the journal of applications."""

from collections.abc import Mapping
from typing import Any


class Cause:
    """The reason of an application or of its end, in words.

    It travels in the context. A client can send words and flags there, never an object
    of this class, so that the journal says nothing that did not happen. ``recorded``
    has the ids of what the journal said of it.
    """

    def __init__(self, reason: str | None = None, is_reset: bool = False) -> None:
        self.reason = reason or ""
        self.is_reset = is_reset
        self.recorded: list[int] = []

    @classmethod
    def of(cls, context: Mapping[str, Any]) -> "Cause":
        """Return the cause that our own code gave, one without words elsewhere.

        >>> Cause.of({"note_application_cause": Cause("Goodwill")}).reason
        'Goodwill'
        >>> Cause.of({"note_application_cause": "Goodwill"}).reason
        ''
        """
        cause = context.get("note_application_cause")
        return cause if isinstance(cause, cls) else cls()
