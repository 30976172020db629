from odoo import api, models

from ...tools.origin_rules import CREDIT_TYPES


class AccountMoveLine(models.Model):
    """On which side the lines of notes are booked."""

    _inherit = "account.move.line"

    @api.depends("move_id.is_storno")
    def _compute_is_storno(self):
        result = super()._compute_is_storno()
        for line in self:
            if line.move_type in CREDIT_TYPES:
                line.is_storno = line.move_id.is_storno
        self.filtered(
            lambda line: line._origin and line.move_type in CREDIT_TYPES
        )._note_turn_sides()
        return result

    def _note_turn_sides(self):
        """Let debit and credit follow the balance anew.

        Core makes them depend on it alone: they would stay on the side of the old
        journal. A dependency would undo what is entered as debit in a new line.
        """
        for name in ("debit", "credit"):
            self.env.add_to_compute(self._fields[name], self)

    # core: the copy of a line keeps `is_storno` of the invoice, so that a note books on
    # both sides (19.0, since odoo/odoo#214872), delete when copies compute it anew
    def _note_leave_sides(self, values):
        """Let the copy of this line choose its side anew.

        Core copies the side of the invoice, so that the note would mix both. It turns
        the side of the cost of goods itself where the company uses storno.
        """
        is_turned = self.display_type == "cogs" and self.company_id.account_storno
        if self.move_id.is_invoice(include_receipts=True) and not is_turned:
            values.pop("is_storno", None)

    def _is_on_credit_note(self):
        return self.move_id._is_credit_note()

    def _note_get_sign(self):
        """Return -1 for a line below zero: figures count its pieces above zero."""
        return -1 if self.quantity < 0 else 1
