from odoo import api, fields, models
from odoo.fields import Domain

from .account_move_line_ledger import Credited
from .account_move_remaining import COUNTED_STATES


class AccountMoveLine(models.Model):
    """What is left of a line of an invoice, shown beside it; nothing is stored."""

    _inherit = "account.move.line"

    note_credited_quantity = fields.Float(
        string="Credited Quantity",
        compute="_compute_note_remaining",
        digits="Product Unit",
        help="Taken back by posted credit notes.",
    )
    note_reserved_quantity = fields.Float(
        string="Reserved Quantity",
        compute="_compute_note_remaining",
        digits="Product Unit",
        help="Would be taken back by credit notes that are still drafts.",
    )
    note_remaining_quantity = fields.Float(
        string="Quantity Still to Credit",
        compute="_compute_note_remaining",
        digits="Product Unit",
        help="Invoiced, less what posted credit notes took back.",
    )
    note_credited_amount = fields.Monetary(
        string="Credited Amount",
        compute="_compute_note_remaining",
        help="Taken off by posted credit notes, before taxes.",
    )
    note_reserved_amount = fields.Monetary(
        string="Reserved Amount",
        compute="_compute_note_remaining",
        help="Would be taken off by credit notes that are still drafts, before taxes.",
    )
    note_remaining_amount = fields.Monetary(
        string="Amount Still to Credit",
        compute="_compute_note_remaining",
        help="Invoiced, less what posted credit notes took off; before taxes.",
    )

    @api.depends(
        "quantity",
        "price_subtotal",
        "parent_state",
        "refund_line_ids.parent_state",
        "refund_line_ids.quantity",
        "refund_line_ids.price_subtotal",
    )
    def _compute_note_remaining(self):
        invoiced = self._origin.filtered(
            lambda line: (
                line.display_type == "product" and line.move_id._is_creditable()
            )
        )
        found = invoiced._get_credited_by_state(
            Domain("parent_state", "in", COUNTED_STATES)
        )
        for line in self:
            by_state = found.get(line._origin.id)
            done = by_state["posted"] if by_state is not None else Credited()
            held = by_state["draft"] if by_state is not None else Credited()
            is_open = by_state is not None
            line.note_credited_quantity = done.quantity
            line.note_credited_amount = done.subtotal
            line.note_reserved_quantity = held.quantity
            line.note_reserved_amount = held.subtotal
            line.note_remaining_quantity = is_open and line.quantity - done.quantity
            line.note_remaining_amount = is_open and line.price_subtotal - done.subtotal
