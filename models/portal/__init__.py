"""What people outside of the company see of notes.

A record rule holds for those who log in. An access token passes rules by, so whatever
takes a token asks ``_is_hidden_from(user)``: the page, the discussion, files, the page
that takes payments. Numbers of other documents are shown to those who may see these.

Called by controllers and core's access checks. It changes nothing.
"""

from . import account_move
from . import account_move_line
from . import ir_binary
from . import ir_http
