from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.standing import Terms


class AccountNoteLineMixin(models.AbstractModel):
    """Which pieces of a line are meant, where they stand at several terms."""

    _inherit = "account.note.line.mixin"

    layer = fields.Char(
        string="Pieces",
        help="If pieces remain at several prices, discounts or taxes: the ones to "
        "correct. If none are chosen, the most recent come back first.",
    )
    layers = fields.Json(compute="_compute_layers")

    @api.depends("move_line_id")
    def _compute_layers(self):
        """Keys and words of what stands at several terms, the youngest first."""
        standing = self.move_line_id._origin._note_get_standing()
        for row in self:
            line = row.move_line_id._origin
            found = standing[line].layers if line else ()
            row.layers = len(found) > 1 and [
                [layer.terms.key, line._note_name_layer(layer, standing[line])]
                for layer in reversed(found)
            ]

    def _get_layer(self):
        """Return the terms of the pieces that are meant, None where nobody chose."""
        try:
            return Terms.of_key(self.layer) if self.layer else None
        except ValueError:
            return None

    def _get_layers(self):
        """Return the terms of the pieces that are meant, by line id."""
        chosen = {row.move_line_id.id: row._get_layer() for row in self if row.layer}
        return {line_id: terms for line_id, terms in chosen.items() if terms}

    def _check_layer(self):
        """Check that a row names pieces, if it names any.

        :raises UserError: naming the line and the way out
        """
        if self.layer and not self._get_layer():
            text = self.env._(
                "%(layer)s names no pieces of %(line)s. Choose some of those offered.",
                layer=self.layer,
                line=self.move_line_id._note_get_short_name(),
            )
            raise UserError(text)

    def _get_standing_quantity(self, standing):
        """Return how many of the pieces stand that are meant."""
        chosen = self._get_layer()
        layer = standing.find(chosen) if chosen else None
        return layer.quantity if layer else 0.0 if chosen else standing.quantity
