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
