from odoo import Command, models

from ...tools.nothing import NoteLine, is_nothing


class AccountMove(models.Model):
    """A correction that comes to nothing is made for no document.

    An amount below the smallest step of the currency, a price that stays what it is.
    What was free of charge may come back. (See ``note`` for what is posted.)
    """

    _inherit = "account.move"

    def _note_are_commands_nothing(self, commands):
        """Tell whether a note with some lines would come to nothing."""
        values = [vals for command, *_id, vals in commands if command == Command.CREATE]
        # Another addon may say it in other words
        return len(values) == len(commands) and is_nothing(
            [
                NoteLine(
                    (vals.get("origin_line_id"), str(vals.get("tax_ids"))),
                    vals.get("quantity", 1.0),
                    vals.get("price_unit", 0.0),
                    vals.get("discount", 0.0),
                )
                for vals in values
                if (vals.get("display_type") or "product") == "product"
            ],
            self.currency_id.rounding,
        )
