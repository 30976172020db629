"""One package for each concept; each says in its docstring what it is and what not.

The order of these imports decides nothing: the order of the rules is written in
``lifecycle``, whose classes come last.
"""

from . import policy
from . import note
from . import origin
from . import ledger
from . import correction
from . import settlement
from . import application
from . import replacement
from . import numbering
from . import approval
from . import finalization
from . import documents
from . import portal
from . import electronic
from . import api
from . import batch
from . import audit
from . import core
from .lifecycle import account_move, account_move_line
