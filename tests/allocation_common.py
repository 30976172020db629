from .common import NoteCase


class AllocationCase(NoteCase):
    """Short words for the window *Apply Credits*."""

    def debt(self, amount=100.0, day="2026-03-01", **values):
        """Return a posted invoice without tax."""
        values = {"tax": self.env["account.tax"], "invoice_date": day, **values}
        return self.invoice(("Desk", 1, amount), **values)

    def open_window(self, *records):
        """Return the window as the button of these records opens it."""
        action = records[0].union(*records).action_apply_credits()
        return self.env[action["res_model"]].browse(action["res_id"])

    def to_apply(self, window):
        return window.item_ids.mapped("amount")
