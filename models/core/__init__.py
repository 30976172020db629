"""Cures of Odoo's speed and faults that can be deleted when Odoo has them.

Copies of many documents made together, in steps where core looks at one after the
other, and with all their lines where these are known before; writing what is not
tracked without describing fields; the sign of credit notes on the cards of journals;
fields that uninstalling would take from other modules. Each
cure bears a comment that says what core does and when it can go.

Called through core's own methods and by the life cycle. No rule about notes is here.
"""

from . import account_journal
from . import account_move
from . import account_move_created
from . import account_move_foreseen
from . import account_move_line
from . import account_move_line_foreseen
from . import account_move_message
from . import account_move_number
from . import account_move_replaced
from . import ir_model_fields
from . import mail_followers
