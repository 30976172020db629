"""What makes a document a note: its kind, its reason, its date, its addresses.

A credit note is a note by its type, a debit note and the reversal of a credit note by
the document in their head: ``account.move._is_note()`` is the truth. The reason comes
from the catalogue and its text goes over in the language of the partner. Where a
journal books negative amounts, an invoice below zero becomes a note when it is posted.
What became of the goods of a credit note is told where stock is used. A deadline that
has passed is warned of here; its rules are of ``policy``.

Called by the life cycle before posting and for alerts. It knows neither what a note
corrects in figures (see ``ledger``) nor how its lines are made (see ``correction``).
"""

from . import account_journal
from . import account_move
from . import account_move_goods
from . import account_move_line
from . import account_move_line_goods
from . import account_move_line_nothing
from . import account_move_nothing
from . import account_move_posting
from . import account_move_reason
from . import account_move_storno
