from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.correction import Correction
from ...tools.errors import with_code


class AccountMove(models.Model):
    """A credit note begun by hand fetches the lines that remain of its invoice.

    It is offered beside *Corrects*, never done by itself: many such notes have lines
    of their own.
    """

    _inherit = "account.move"

    origin_remaining_amount = fields.Monetary(
        string="Remaining",
        compute="_compute_note_origin_remaining",
        help="What of the corrected document can still be credited, taxes included. "
        "Drafts are not taken off.",
    )
    can_fetch_origin_lines = fields.Boolean(compute="_compute_note_origin_remaining")

    @api.depends(
        "state", "move_type", "reversed_entry_id", "invoice_line_ids.origin_line_id"
    )
    def _compute_note_origin_remaining(self):
        for move in self:
            origin = move.reversed_entry_id
            if not origin or move.state != "draft" or not move._is_credit_note():
                move.origin_remaining_amount = 0.0
                move.can_fetch_origin_lines = False
                continue
            remaining = origin.note_remaining_amount
            move.origin_remaining_amount = remaining
            move.can_fetch_origin_lines = (
                move.currency_id.compare_amounts(remaining, 0.0) > 0
                and not move._note_get_fetched_lines()
            )

    def action_fetch_origin_lines(self):
        """Add the lines that remain of what these draft credit notes correct.

        :return: ``True``
        :raises UserError: where it corrects nothing, has such lines or nothing remains
        """
        for note in self:
            note._note_check_can_fetch()
            note._note_fetch_origin_lines()
        return True

    def _note_fetch_origin_lines(self):
        origin = self.reversed_entry_id
        correction = Correction(mode="full", date=self.invoice_date or None)
        commands = origin._note_get_correction_commands(correction)
        origin._note_check_commands(correction, commands)
        self.write(
            {
                "invoice_cash_rounding_id": origin.invoice_cash_rounding_id.id,
                "fiscal_position_id": origin.fiscal_position_id.id,
                "invoice_line_ids": commands,
            }
        )

    def _note_check_can_fetch(self):
        names = {"note": self.display_name, "origin": self.origin_hint or ""}
        if self.state != "draft" or not self._is_credit_note():
            text = self.env._(
                "%(note)s is no draft credit note. Lines are fetched into drafts only.",
                **names,
            )
            raise with_code(UserError(text), "not_draft")
        if not self.reversed_entry_id:
            text = self.env._(
                "%(note)s corrects no document. Choose one in Corrects first.", **names
            )
            raise with_code(UserError(text), "no_invoice")
        if self._note_get_fetched_lines():
            text = self.env._(
                "%(note)s has lines of %(origin)s already. Delete them first to fetch "
                "all that remains.",
                **names,
            )
            raise UserError(text)

    def _note_get_fetched_lines(self):
        """Return the lines of this note that name lines of what its head corrects."""
        origin = self.reversed_entry_id
        return self.invoice_line_ids.filtered(
            lambda line: line.origin_line_id.move_id._origin == origin._origin
        )
