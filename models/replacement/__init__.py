"""Reverse and Create Invoice: original, note, and the document in its place.

The note takes back what no earlier note took back; earlier notes stay applied, where
core would release them and credit the whole once more. What had settled the original is
released and kept by the replacement, ``account.move.released.payment``, and settles it
once it is posted, as the company wants. Where the note waits for approval, both are
drafts, and everything happens when the note is posted.

Called by core's window through the life cycle. It makes no correction of its own: the
lines come from ``correction``, the matches from ``settlement``.
"""

from . import account_move
from . import account_move_deferred
from . import account_move_payments
from . import account_move_released_payment
from . import account_partial_reconcile
