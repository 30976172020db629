import re
from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError


class AccountNoteBatchLine(models.Model):
    """Numbers of notes that a refusal took back: the next note may get them."""

    _inherit = "account.note.batch.line"

    @contextmanager
    def _taking_back(self):
        """Take back what fails; its refusal names the note by the document."""
        numbers = {}
        try:
            with self.env.cr.savepoint():
                try:
                    yield
                except UserError:
                    numbers = {note: note.name for note in self._find_notes()}
                    raise
        except UserError as refusal:
            lost = [name for note, name in numbers.items() if not note.exists()]
            refusal.args = (self._replace_numbers(refusal.args[0], lost),)
            raise

    def _find_notes(self):
        document = self.move_id.id
        return self.env["account.move"].search(
            [
                "|",
                ("reversed_entry_id", "=", document),
                ("debit_origin_id", "=", document),
            ]
        )

    def _replace_numbers(self, text, numbers):
        name = self.env._("the note on %s", self.move_id.name)
        capital = name[:1].upper() + name[1:]
        for number in filter(None, numbers):
            # Not where it is the beginning or the end of another number
            pattern = rf"(?<![\w/-]){re.escape(number)}(?![\w/-])"
            text = re.sub(
                pattern, lambda match: name if match.start() else capital, text
            )
        return text
