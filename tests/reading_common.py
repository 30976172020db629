import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tools import SQL

from .common import NoteCase

WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


class ReadingCase(NoteCase):
    """Words for what must change nothing in the database."""

    @contextmanager
    def nothing_written(self):
        found, execute = [], type(self.env.cr).execute

        def listen(cursor, query, *args, **kwargs):
            text = query.code if isinstance(query, SQL) else query
            text = text.decode() if isinstance(text, bytes) else text
            if WRITING.match(text):
                found.append(text)
            return execute(cursor, query, *args, **kwargs)

        self.env.flush_all()
        self.env.invalidate_all()
        with patch.object(type(self.env.cr), "execute", listen):
            yield
            self.env.flush_all()
        self.assertFalse(found)
