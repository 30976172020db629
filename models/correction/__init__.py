"""From a wish to the lines of a note: one engine for every mode and every path.

What stands of an invoice line is the sum over the line and every posted note line
that names it: pieces by price, discount and taxes (layers), less amounts that were
taken off without a piece. A correction changes what stands: pieces are taken back,
and charged anew at another price or with other taxes, each computed by core as the
invoice was. Amounts are spread over what stands (``…_amount``). The taxes of a note
are what was booked before, less what is due after it (``…_due``), whoever made the
note: it takes the cents between (``…_cents``), and the last one all that is left
(``…_closing``).

API, batches and other addons call ``_note_correct`` with a
``tools.correction.Correction``, and ``_note_preview`` for its figures; windows do the
same for their rows (``_prepare_correction``). The life cycle calls
``_note_align_cents``. Nothing here decides what is allowed: that is the guard's.
"""

from . import account_move_line
from . import account_move_line_added
from . import account_move_line_change
from . import account_move_line_price
from . import account_move_line_layer
from . import account_move_line_unit
from . import account_move
from . import account_move_earlier_amounts
from . import account_move_surplus
from . import account_move_amount
from . import account_move_goodwill
from . import account_move_line_amount
from . import account_move_line_allowance
from . import account_tax
from . import account_move_preview
from . import account_move_foresight
from . import account_move_nothing
from . import account_move_family
from . import account_move_former_taxes
from . import account_move_formula
from . import account_move_due
from . import account_move_kept_debits
from . import account_move_line_due
from . import account_move_part
from . import account_move_mirror
from . import account_move_cents
from . import account_move_written_amounts
from . import account_move_closing
from . import account_move_rounding
from . import account_move_rounding_part
from . import account_move_open_account
from . import account_move_joint
from . import account_move_correct
from . import account_move_fetch
from . import account_move_line_down_payment
from . import account_move_down_payment
from . import account_move_net_of_tax
