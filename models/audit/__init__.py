"""When the notes of a company were audited last, and what was found by kind.

Findings and the rules that make them are a window of their own,
``wizards/account_note_finding*.py``: a picture of the moment, for who asked. A finding
is closed by putting right what it names: the next audit no longer has it. Of each audit
a company keeps the day, the user and the counts, in place of those before.

Written by the audit alone, read by the health page, ``reports/account_note_health.py``.
"""

from . import account_note_audit
