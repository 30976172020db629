"""When the notes of a company were audited last, and what was found by kind.

The findings are a picture of that moment and go with who asked for them; of each audit
a company keeps the day, the user and the counts, in place of those before. Written by
the audit alone, read by the health page.
"""

from . import account_note_audit
