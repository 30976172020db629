from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html


class AccountMove(models.Model):
    """Notes that nothing may stop: a refusal is written on them instead."""

    _inherit = "account.move"

    def _is_guard_soft(self):
        """Tell whether all of these are posted even against the rules of notes.

        The customer at the till has the money back already: what is wrong with the
        note is for the bookkeeper to read. The point of sale is no dependency.
        """
        return (
            bool(self)
            and "pos_order_ids" in self._fields
            # Bookkeepers may not read orders
            and all(note.pos_order_ids for note in self.sudo())
        )

    @contextmanager
    def _soften_refusal(self):
        """Turn a refusal within the context into a message on these documents.

        What runs in it must have written nothing: it is not rolled back.
        """
        try:
            yield
        except UserError as refusal:
            if not self._is_guard_soft():
                raise
            for note in self:
                note.message_post(body=plaintext2html(str(refusal)))
