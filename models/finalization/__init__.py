"""A posted note is made final: for good.

From then on nothing of it changes but its status: every field is closed that
``_get_open_fields`` does not name, on the document, its lines and its files, for the
superuser too; nor can it be deleted, or what it refers to (``base.py``). A digest of
the content, taken at that time, proves it (``account_move_seal.py``); the audit looks.

Called by the life cycle before writing (``_note_check_sealed``) and after posting. It
never opens anything again: what is wrong is corrected by another note.
"""

from . import base
from . import account_chart_template
from . import account_move
from . import account_move_line
from . import account_move_seal
from . import ir_attachment
from . import mail_message
