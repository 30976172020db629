"""What a company, a journal and the catalogue of reasons say about notes.

Settings stand on the company; a journal may say otherwise, and ``account.journal.
_note_policy()`` merges both into one :class:`tools.policy.Policy`. That is the truth:
no rule reads a setting past it, but for what is printed and what needs approval, which
are matters of the company alone. Reasons are the catalogue that notes choose from,
deadlines the law of a country about how late a note may come.

Every other package asks here; this one asks ``note`` and ``numbering`` alone what a
journal says of their matter. It decides nothing about a document and writes to none.
"""

from . import account_note_kept_words
from . import account_journal
from . import account_note_deadline
from . import account_note_reason
from . import res_company
from . import res_config_settings
