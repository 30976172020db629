"""Notes on thousands of documents, and letters to thousands of partners, in steps.

A batch is one request of the API and a row for each document. Rows are taken with SKIP
LOCKED, note and row change in one transaction, so any number of workers share a batch
and a dead one leaves its rows waiting. Progress is counted from the rows, never stored.

Called by the API, the bulk window and the window of letters; worked off by Odoo's cron
or OCA's queue. It makes no note and no letter in a way of its own: notes go through the
API's checks, letters through their window, with the rights of who started it. The log
tells of its start, steps and end; what is over is deleted by age.
"""

from . import account_note_batch_gate
from . import account_note_batch_line
from . import account_note_batch
from . import account_note_batch_attempt
from . import account_note_batch_run
from . import account_note_batch_retention
from . import account_note_batch_letter
from . import account_note_batch_line_letter
from . import account_note_batch_foresight
from . import account_note_batch_line_foresight
