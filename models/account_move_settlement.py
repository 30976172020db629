from odoo import api, fields, models

from ..tools.money import from_steps, to_steps
from ..tools.settlement import shares


class AccountMove(models.Model):
    """How a note meets the documents it corrects when it is posted."""

    _inherit = "account.move"

    origin_amount = fields.Monetary(
        string="Corrected Amount",
        compute="_compute_origin_amount",
        help="What the note in view corrects of this document, taxes included.",
    )

    @api.depends_context("amounts_of_note")
    def _compute_origin_amount(self):
        note = self.browse(self.env.context.get("amounts_of_note") or ()).exists()
        amounts = note._get_origin_amounts() if note else {}
        for move in self:
            move.origin_amount = amounts.get(move._origin, 0.0)

    def _reconcile_reversed_moves(self, reverse_moves, move_reverse_cancel):
        # Core pairs origins and notes by position, but the origins come without
        # repetition: two notes of one invoice posted together shift the pairs,
        # and a note settles somebody else's invoice. Each note knows its own.
        for note in reverse_moves:
            if len(note._get_origins()) > 1:
                note._settle_origins()
            else:
                super(AccountMove, note.reversed_entry_id)._reconcile_reversed_moves(
                    note, move_reverse_cancel
                )
        return reverse_moves

    def _settle_origins(self):
        """Settle every origin of this note with the part that belongs to it.

        What an origin does not owe any more stays open on the note.
        """
        for origin, amount in self._get_origin_amounts().items():
            credits = [(line, None) for line in self._get_open_items()]
            origin._settle_with(credits, amount)

    def _get_origin_amounts(self):
        """Return what this note corrects of each origin, taxes included.

        :return: amounts in the note's currency by document, above zero
        """
        self.ensure_one()
        step = self.currency_id.rounding
        lines = self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )
        sums = {
            origin: to_steps(sum(found.mapped("price_total")), step)
            for origin, found in lines.grouped("origin_move_id").items()
        }
        has_free_lines = sums.pop(self.browse(), None) is not None
        total = to_steps(self.amount_total, step)
        return {
            origin: from_steps(amount, step)
            for origin, amount in shares(total, sums, has_free_lines).items()
            if amount > 0
        }
