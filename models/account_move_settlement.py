from odoo import api, fields, models

from ..tools.money import from_steps, to_steps
from ..tools.settlement import shares


class AccountMove(models.Model):
    """How a note meets the documents it corrects when it is posted."""

    _inherit = "account.move"

    origin_amounts = fields.Html(
        string="Amounts by Document",
        compute="_compute_origin_amounts",
        sanitize=False,
        help="What a note over several documents corrects of each, taxes included.",
    )

    @api.depends(
        "amount_total",
        "invoice_line_ids.origin_move_id",
        "invoice_line_ids.price_total",
    )
    def _compute_origin_amounts(self):
        for move in self:
            move.origin_amounts = move._render_origin_amounts()

    def _render_origin_amounts(self):
        """Return the documents of a note and their amounts, None for less than two."""
        if len(self._get_origins()) < 2:
            return None
        amounts = self._get_origin_amounts()
        return self.env["ir.qweb"]._render(
            "account_credit_debit_note.note_origin_amounts",
            {
                "note": self,
                "rows": [(move._origin, amount) for move, amount in amounts.items()],
            },
        )

    def _reconcile_reversed_moves(self, reverse_moves, move_reverse_cancel):
        # Core pairs origins and notes by position, but the origins come without
        # repetition: two notes of one invoice posted together shift the pairs,
        # and a note settles somebody else's invoice. Each note knows its own.
        reason = self.env._("Settles what it corrects")
        settling = reverse_moves.with_context(note_application_reason=reason)
        # Reverse and Create Invoice means to settle, whatever the setting
        settling = settling.filtered(
            lambda note: (
                move_reverse_cancel or note.journal_id._note_policy().apply_on_posting
            )
        )
        together = settling._get_settled_together()
        together._settle_in_plans(move_reverse_cancel)
        for note in settling - together:
            if len(note._get_origins()) > 1:
                note._settle_origins()
            else:
                origin = note.reversed_entry_id
                super(AccountMove, origin)._reconcile_reversed_moves(
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
        # While a form is edited, core's total is that of before
        has_remainder = has_free_lines or self != self._origin
        total = to_steps(self.amount_total, step)
        return {
            origin: from_steps(amount, step)
            for origin, amount in shares(total, sums, has_remainder).items()
            if amount > 0
        }
