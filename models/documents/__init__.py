"""What is printed and sent: notes, their letters, the texts around them.

``_prepare_note_print()`` says everything the page adds to core's, in the language of
the record set; the report asks no settings. Letters and statements are printed from
rows of a window, see ``wizards``; here are their layouts, and what had settled an item
by some day.

Called by reports, by core's Send and by the portal. It changes no amount and no link.
"""

from . import account_note_letter_layout
from . import account_note_letter_column
from . import account_move
from . import account_move_change
from . import account_move_language
from . import account_move_line
from . import account_move_line_pair
from . import account_move_pair
from . import account_move_payments
from . import account_move_send
from . import account_move_mail
from . import account_move_sign
from . import account_move_title
from . import res_partner
