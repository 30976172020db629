from . import account_note_wizard_mixin
from . import account_note_correction_mixin
from . import account_note_line_mixin
from . import account_move_reversal
from . import account_move_reversal_line
from . import account_debit_note
from . import account_debit_note_correction
from . import account_debit_note_line
