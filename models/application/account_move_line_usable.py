from odoo import models


class AccountMoveLine(models.Model):
    """Which open credits can settle what is about to be paid."""

    _inherit = "account.move.line"

    def _note_find_usable_credits(self, own):
        """Return other open credits that may settle these lines, the oldest first.

        :param own: credits among these lines
        """
        items = self - own
        found = self.search(
            [
                *self._note_get_open_credit_domain(),
                ("account_id", "in", items.account_id.ids),
                ("currency_id", "in", items.currency_id.ids),
                (
                    "partner_id.commercial_partner_id",
                    "in",
                    items.partner_id.commercial_partner_id.ids,
                ),
                ("id", "not in", self.ids),
            ],
            order="date, id",
        )
        groups = found._note_group_by_fitting_items(items)
        usable = self.browse().union(*(group for _fitting, group in groups))
        return found & usable

    def _note_get_credits_among(self):
        """Return the credit notes of these lines that others of them can take."""
        credits = self.filtered(lambda line: line.move_id._is_credit_note())
        groups = credits._note_group_by_fitting_items(self - credits)
        return self.browse().union(*(group for _fitting, group in groups))

    def _note_filter_remaining_open(self, used):
        """Return those of these lines that are not settled in full.

        :param used: {line: amount in its currency}
        """
        return self.filtered(
            lambda line: any(line._note_get_planned_residuals(used.get(line, 0.0)))
        )
