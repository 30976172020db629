"""What was invoiced, debited and credited, what remains, and who stops too much.

The truth is a sum over the posted notes of a family, read when it is asked for: an
invoice, the notes on it, the notes on those. Nothing is stored. Drafts reserve and do
not count. The guard compares that sum with what the invoice bears when a note is
posted, one transaction after the other for one family, and refuses, warns or lets pass
as the policy says. It judges money: of the document, of each set of taxes, of a line;
quantities and rounding are told. Somebody with the right may answer for an excess, for
the amounts and origins of that moment.

Called by the life cycle, the windows, the API, the audit and the portal. It makes no
note and settles nothing.
"""

from . import account_move
from . import account_move_guard
from . import account_move_coins
from . import account_move_hint
from . import account_move_limits
from . import account_move_line
from . import account_move_line_guard
from . import account_move_loose_amounts
from . import account_move_override
