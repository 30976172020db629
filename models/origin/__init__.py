"""Which documents and lines a note corrects.

The truth is on the lines: ``origin_line_id`` is the corrected line, ``origin_move_id``
the corrected document, one of several. The head repeats the first one, because core,
the cost of goods and electronic documents read the head alone. An origin may stand in
an older system, as a number and a date. Rules about links are codes of
``tools.origin_rules`` with a sentence each; they hold while a note is a draft and once
more when it is posted, and then the links are settled.

Orders and the point of sale do not choose origins: the finder does, when their note is
made. A note takes the exchange rate of what it corrects. Of amounts it asks ``ledger``.
"""

from . import account_move
from . import account_move_date
from . import account_move_external
from . import account_move_finder
from . import account_move_corrected
from . import account_move_known_faults
from . import account_move_named
from . import account_move_line
from . import account_move_line_cost
from . import account_move_line_finder
from . import account_move_rate
