"""Notes above a limit are posted only after a second person approved them.

The limit is of the company, a reason may lower it. What is approved is a fingerprint of
partner, origins, reason, accounts and amounts: any change of these asks anew
(``account_move.py``). Approval is asked for where the state is written, which is where
every way of posting ends; asking, deciding and telling are ``account_move_steps.py``.

Called by the life cycle; people act through the buttons of the draft. Who made a note
never approves it, and nothing in a context replaces a decision. Of notes that are above
the limit together only, approvers are told.
"""

from . import account_move
from . import account_move_split
from . import account_move_steps
