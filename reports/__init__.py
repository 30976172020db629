from . import account_note_open_credit
from . import account_note_analysis
from . import account_note_health
