"""A posted note meets the documents it corrects.

Each note settles its own origins, each with the part that belongs to it, as far as they
are open; many notes that settle one invoice each do so in few plans of core. A credit
note that becomes a draft gives back what it had settled. ``note_status`` says what
became of a credit note. The truth is core's partial reconciliations: nothing else
remembers what is settled.

Called by the life cycle after posting and before a reset. Applying a credit to other
documents, by hand or by strategy, is ``application``.
"""

from . import account_move
from . import account_move_line
from . import account_move_plan
from . import account_move_status
from . import account_move_lost_discount
