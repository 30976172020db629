"""Open credits applied to open items, by hand, by strategy or by schedule.

``account.move._note_apply(spec)`` is the one way: exact amounts, all of them or
none, by rules that are codes of ``tools.application_rules``. Every match of a note, and
its end, whoever made it, is an event in the journal ``account.note.application``, which
only grows: that journal is the truth about what was applied when and why. Small
remainders are written off; doubtful credits settle doubtful documents only. Strategies
are ``tools.allocation``.

Called by the windows Apply Credits, Unapply and Register Payment, the API and the
scheduled action (``res_partner.py``). Core's own matching stays open and is recorded
all the same.
"""

from . import account_note_application
from . import account_move
from . import account_move_doubtful
from . import account_move_line
from . import account_move_line_journal
from . import account_move_line_match
from . import account_move_line_usable
from . import account_move_line_write_off
from . import account_move_offer
from . import account_move_early_discount
from . import account_move_refund_hint
from . import account_partial_reconcile
from . import account_payment
from . import res_partner
