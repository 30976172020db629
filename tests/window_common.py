from odoo.tests import Form

from .common import NoteCase


class WindowCase(NoteCase):
    """The windows as a person fills them in."""

    def open(self, model, *moves):
        moves = self.env["account.move"].union(*moves)
        windows = self.env[model].with_context(
            active_model="account.move", active_ids=moves.ids
        )
        return Form(windows)

    def credit_window(self, *moves):
        form = self.open("account.move.reversal", *moves)
        form.date = "2026-03-10"
        return form
