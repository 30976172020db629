from odoo import models


class AccountMoveLine(models.Model):
    """What the journal of applications writes of both ends of a match."""

    _inherit = "account.move.line"

    def _prepare_note_applied_credit(self, amount):
        return {
            "credit_line_id": self.id,
            "credit_move_id": self.move_id.id,
            "credit_name": self.move_id.name or self.move_id.display_name,
            "amount": amount,
            "currency_id": self.currency_id.id,
        }

    def _prepare_note_settled_item(self, amount):
        return {
            "item_line_id": self.id,
            "item_move_id": self.move_id.id,
            "item_name": self.move_id.name or self.move_id.display_name,
            "installment": self._note_get_installment_label(),
            "due_date": self.date_maturity,
            "partner_id": self.partner_id.commercial_partner_id.id,
            "item_amount": amount,
            "item_currency_id": self.currency_id.id,
        }

    def _note_get_installment_label(self):
        """Return which instalment of how many this is, False for the only one."""
        terms = self.move_id.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        ).sorted(lambda line: (line.date_maturity or line.date, line.id))
        if self not in terms or len(terms) == 1:
            return False
        return f"{terms.ids.index(self.id) + 1}/{len(terms)}"

    def _note_find_in_instalments(self):
        """Return the ids of the documents of these lines that have several instalments.

        Asked for many at once: the lines of most documents need not be read then.
        """
        groups = self._read_group(
            [
                ("move_id", "in", self.move_id.ids),
                ("display_type", "=", "payment_term"),
            ],
            ["move_id"],
            having=[("__count", ">", 1)],
        )
        return {move.id for (move,) in groups}
