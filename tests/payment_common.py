from odoo import Command
from odoo.tests import Form

from .common import NoteCase


class PaymentCase(NoteCase):
    """Short words for paying documents, in the window and by programs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.no_tax = cls.env["account.tax"]
        cls.bank = cls.company_data["default_journal_bank"]
        cls.method = cls.bank.inbound_payment_method_line_ids[0]

    def debt(self, amount=100.0, **values):
        """Return a posted invoice without tax."""
        return self.invoice(("Desk", 1, amount), **{"tax": self.no_tax, **values})

    def moves(self, *moves):
        """Return some documents as one recordset, as the user of the first."""
        return moves[0].union(*moves[1:])

    def pay_window(self, *moves):
        """Return the payment window as the button of the documents opens it."""
        documents = self.moves(*moves)
        context = documents.action_register_payment()["context"]
        wizard = documents.env["account.payment.register"]
        return Form(wizard.with_context(**context))

    def tick(self, window, **ticks):
        """Tick or untick credits by the place in the list: row_0=False."""
        for place, is_used in ticks.items():
            with window.credit_row_ids.edit(int(place[4:])) as row:
                row.is_used = is_used

    def shown(self, window):
        """Return the rows of the window: [(document, ticked, to be applied)]."""
        rows = [
            window.credit_row_ids.edit(i) for i in range(len(window.credit_row_ids))
        ]
        return [(row.move_id, row.is_used, row.applied_amount) for row in rows]

    def pay(self, window):
        """Press the button and return the payments of the documents."""
        wizard = window.save()
        known = self.env["account.payment"].search([])
        wizard.action_create_payments()
        return self.env["account.payment"].search([]) - known

    def program(self, *moves, credits=(), **values):
        """Return the payment wizard as a program creates it."""
        lines = self.open_items(self.moves(*credits)) if credits else None
        named = {"credit_line_ids": [Command.set(lines.ids)]} if credits else {}
        return (
            self.env["account.payment.register"]
            .with_context(
                active_model="account.move", active_ids=self.moves(*moves).ids
            )
            .create({**named, **values})
        )

    def residuals(self, *moves):
        return [move.amount_residual for move in moves]
