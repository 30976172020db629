from odoo import models
from odoo.exceptions import UserError

from ...tools.errors import with_code


class AccountMove(models.Model):
    """A note that changes nothing is none, and takes no number.

    What was invoiced at 0.00 is taken back once, for the goods are worth something to
    the stock. Lines that outweigh each other, such as two taxes, are a change.
    """

    _inherit = "account.move"

    def _note_check_changes_something(self):
        """Check that each of these notes, about to be posted, has an amount.

        :raises UserError: ``nothing_to_correct``, naming the note and the way out
        """
        for note in self.filtered("is_note"):
            if not note._note_is_nothing():
                continue
            text = self.env._(
                "%(note)s comes to %(total)s and changes nothing: it cannot be posted. "
                "Enter an amount, or delete the draft. What was invoiced at %(total)s "
                "is taken back once, by a note on its lines.",
                note=note.display_name,
                total=note.currency_id.format(0.0),
            )
            with note._note_log_instead_of_raise():
                raise with_code(UserError(text), "nothing_to_correct")

    def _note_is_nothing(self):
        """Tell whether no line of this note has an amount, or takes free goods back."""
        goods = self._note_get_goods()
        is_zero = self.currency_id.is_zero
        # Free lines that correct nothing are core's: it posts them
        is_asked = any(line.price_unit and line.quantity for line in goods)
        return (
            # Without lines core has its own sentence
            bool(goods)
            and (is_asked or bool(self._note_get_origins()))
            and is_zero(self.amount_total)
            and all(is_zero(line.price_subtotal) for line in goods)
            and not all(line._note_is_free_return() for line in goods)
        )
