from odoo import api, models
from odoo.exceptions import UserError

from ..models.payload import ensure_vals

# Above it, floats have no cents
LARGEST = 1e15


class AccountNoteNumbersMixin(models.AbstractModel):
    """Amounts, prices and quantities of a window, which programs may send as well."""

    _name = "account.note.numbers.mixin"
    _description = "Numbers of a Window"

    _note_numbers = ()

    @api.model_create_multi
    def create(self, vals_list):
        ensure_vals(self.env, vals_list)
        for vals in vals_list:
            self._note_check_numbers(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._note_check_numbers(vals)
        return super().write(vals)

    @api.model
    def _note_check_numbers(self, vals):
        """Check that none is infinite, too large or no number: rounding would fail.

        :raises UserError: with the way out
        """
        ensure_vals(self.env, [vals])
        if not all(_is_number(vals.get(name)) for name in self._note_numbers):
            raise UserError(
                self.env._(
                    "One of the amounts is no number. Enter an amount above zero, or "
                    "zero."
                )
            )


def _is_number(value):
    """Tell whether Odoo can round a value; it refuses other types itself."""
    try:
        return abs(float(value or 0.0)) <= LARGEST
    except OverflowError:
        return False
    except (TypeError, ValueError):
        return True
