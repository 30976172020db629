from unittest import SkipTest

from odoo import fields

from .common import NoteCase


class FlowCase(NoteCase):
    """Stories of a module this addon does not depend on: ``./dev suites`` runs them."""

    needs = ""  # a model of the module

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.needs not in cls.env:
            raise SkipTest(f"{cls.needs} is not installed")

    def window(self, *moves, **values):
        # Those flows date their invoices today
        return super().window(*moves, **{"date": fields.Date.today(), **values})

    def lines_of(self, note):
        """Return the lines of a note that take something back."""
        return note.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )

    def move_goods(self, transfer):
        for move in transfer.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        transfer.button_validate()

    def give_back(self, transfer, quantity, done=True):
        """Return a transfer that takes goods of another one back."""
        window = (
            self.env["stock.return.picking"]
            .with_context(active_model="stock.picking", active_id=transfer.id)
            .create({})
        )
        window.product_return_moves.quantity = quantity
        action = window.action_create_returns()
        back = self.env["stock.picking"].browse(action["res_id"])
        if done:
            self.move_goods(back)
        return back
