"""Numbers of notes after the document they correct.

Where a journal wants it, the credit note on INV/2025/00004 is RINV/2025/00004 and the
next one RINV/2025/00004-2. To core each document is the prefix of a series of its own,
kept in ``note_number_base``, so that its checks for gaps, its hashes and its lock on
numbers hold. Notes that follow no document go on in core's series, with a prefix of
their own.

Called by core's sequence mixin. It never renumbers what was given, and leaves
localizations that compose their own numbers alone.
"""

from . import account_journal
from . import account_move
from . import account_move_chain
