from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from odoo.addons.account.models.account_move import TYPE_REVERSE_MAP

from ..tools.matching import CREDIT_TYPES

# The kind of document that corrects another, by the side of the correction
TYPE_OF_NOTE = {
    "credit": TYPE_REVERSE_MAP,
    "debit": {
        "out_invoice": "out_invoice",
        "out_refund": "out_invoice",
        "in_invoice": "in_invoice",
        "in_refund": "in_invoice",
    },
}


class AccountMove(models.Model):
    """What makes a document a note: its reason and its kind."""

    _inherit = "account.move"

    is_note = fields.Boolean(
        string="Credit or Debit Note",
        compute="_compute_is_note",
        help="The document is a credit note, a debit note, or takes one back.",
    )
    note_reason_id = fields.Many2one(
        "account.note.reason",
        string="Correction Reason",
        copy=False,
        tracking=True,
        check_company=True,
        index="btree_not_null",
    )
    note_reason_kind = fields.Selection(
        related="note_reason_id.kind", string="Kind of Reason"
    )
    note_reason_text = fields.Char(
        string="Printed Reason",
        compute="_compute_note_reason_text",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        tracking=True,
        help="Printed on the note, in the language of the partner.",
    )

    def _auto_init(self):
        # An existing column is not computed again for every move of the company
        if not column_exists(self.env.cr, "account_move", "note_reason_text"):
            create_column(self.env.cr, "account_move", "note_reason_text", "varchar")
        return super()._auto_init()

    @api.depends("move_type", "reversed_entry_id", "debit_origin_id")
    def _compute_is_note(self):
        for move in self:
            move.is_note = move._is_note()

    @api.depends("note_reason_id")
    def _compute_note_reason_text(self):
        for move in self:
            reason = move.note_reason_id
            if reason:
                lang = move.partner_id.lang
                move.note_reason_text = reason._get_printed_text(lang)
            else:
                move.note_reason_text = move.note_reason_text

    def _is_note(self):
        self.ensure_one()
        return self.move_type in CREDIT_TYPES or (
            self.is_invoice(include_receipts=True)
            and bool(self.reversed_entry_id or self.debit_origin_id)
        )
