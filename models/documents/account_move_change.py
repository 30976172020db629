from typing import NamedTuple

from odoo import models
from odoo.fields import Domain

from ...tools.standing import Stated, state

# Countries where a note says what was before the correction, and what is after it
BEFORE_AND_AFTER = {
    # Ustawa o VAT, art. 106j (2) 5 and 6; FA(3), StanPrzed
    "PL",
}


class Change(NamedTuple):
    """What stood of a corrected line before a note, and what stands after it."""

    line: models.Model
    before: list[Stated]
    after: list[Stated]


class AccountMove(models.Model):
    """What stood of the corrected lines before a note, and what stands after it."""

    _inherit = "account.move"

    def _note_get_changes(self):
        """Return how this note changes the lines that it corrects.

        Earlier notes count by their dates, so that it says the same in a year.

        :return: a :class:`Change` for each corrected line, in the order of the note
        """
        self.ensure_one()
        lines = self.invoice_line_ids.sorted("sequence").origin_line_id
        earlier = self._note_get_earlier_domain()
        own = Domain("move_id", "in", self.ids)
        before = lines._note_get_standing(domain=earlier)
        after = lines._note_get_standing(domain=earlier | own)
        step = self.currency_id.rounding
        return [
            Change(line, state(before[line], step), state(after[line], step))
            for line in lines
        ]

    def _note_get_earlier_domain(self):
        """Return which lines of notes were in force before this note."""
        day, own_id = self.date, self.id or 0
        same_day = Domain("date", "=", day) & Domain("move_id", "<", own_id)
        return Domain("parent_state", "=", "posted") & (
            Domain("date", "<", day) | same_day
        )

    def _note_prints_changes(self):
        """Tell whether the law wants to see before and after on this note."""
        return self._note_get_law() in BEFORE_AND_AFTER and self.is_sale_document()

    def _note_print_changes(self):
        """Return rows for print: name, and quantity, price, taxes, net of each state.

        A line of which nothing stands any more is said to be none at its price.

        :rtype: list of dicts
        """
        if not self._note_prints_changes():
            return []
        return [
            {
                "name": change.line.name,
                "before": change.line._note_print_states(change.before),
                "after": change.line._note_print_states(change.after, change.before),
            }
            for change in self._note_get_changes()
        ]
