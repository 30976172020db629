from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

from ...tools.sentinel import is_ours
from ..payload import get_changes
from .account_move import SETTLED_LINE_FIELDS


class AccountMoveLine(models.Model):
    """Which line, and which document, a line of a note corrects."""

    _inherit = "account.move.line"

    origin_line_id = fields.Many2one(
        "account.move.line",
        string="Corrected Line",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The line of the original document that this line corrects.",
    )
    refund_line_ids = fields.One2many(
        "account.move.line",
        "origin_line_id",
        string="Correcting Lines",
        copy=False,
    )
    origin_move_id = fields.Many2one(
        "account.move",
        string="Corrected Document",
        compute="_compute_note_origin_move_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The document that this line corrects. A note may correct several "
        "documents of one partner, line by line.",
    )
    correction_mode = fields.Selection(
        selection=[
            ("price", "Price"),
            ("amount", "Amount"),
            ("tax", "Tax only"),
        ],
        string="Corrected by",
        readonly=True,
        copy=False,
        help="How the line corrects its origin. Empty: by quantity.",
    )

    def _auto_init(self):
        if not column_exists(self.env.cr, "account_move_line", "origin_move_id"):
            create_column(self.env.cr, "account_move_line", "origin_move_id", "int4")
            self._fill_origin_of_earlier_notes()
        return super()._auto_init()

    @api.depends("origin_line_id")
    def _compute_note_origin_move_id(self):
        # The header is no dependency on purpose: a later change of it goes
        # through account.move.write(), which leaves origins chosen by hand alone.
        for line in self:
            line.origin_move_id = self._note_find_origin_move(
                line.display_type, line.move_id, line.origin_line_id
            )

    @api.model
    def _note_find_origin_move(self, display_type, move, origin_line):
        """Return the document that a new line of a document corrects, if any."""
        if display_type != "product" or not move._is_note():
            return self.env["account.move"]
        return origin_line.move_id or move._note_get_header_origin()

    def _fill_origin_of_earlier_notes(self):
        # One statement for the notes alone: letting the ORM compute the field
        # would read every journal item of the company.
        self.env.cr.execute(
            SQL(
                """UPDATE account_move_line line
                      SET origin_move_id
                          = COALESCE(move.reversed_entry_id, move.debit_origin_id)
                     FROM account_move move
                    WHERE move.id = line.move_id
                      AND move.move_type != 'entry'
                      AND line.display_type = 'product'
                      AND COALESCE(move.reversed_entry_id, move.debit_origin_id)
                          IS NOT NULL"""
            )
        )

    def _note_follows_header_origin(self, is_taken_off=False):
        """Tell whether the line corrects what its document does, by no own choice.

        :param bool is_taken_off: the document is about to correct nothing any more
        """
        header = self.move_id._note_get_header_origin()
        if is_taken_off and header and self.origin_move_id == header:
            return self.display_type == "product"
        return (
            self.display_type == "product"
            and not self.origin_line_id
            and self.origin_move_id in (header, header.browse())
        )

    def _note_check_origins_of_new(self, vals_list):
        """Check that no line that corrects something joins a posted document."""
        for vals in vals_list:
            names = {name for name in SETTLED_LINE_FIELDS if vals.get(name)}
            if names:
                move = self.env["account.move"].browse(vals.get("move_id"))
                move._note_check_unsettling(names, self)

    def _note_check_origins_settled(self, vals):
        """Check that what lines of posted documents correct stays what it is."""
        names = SETTLED_LINE_FIELDS & vals.keys()
        for line in self if names else ():
            line.move_id._note_check_unsettling(get_changes(line, vals, names), self)

    def _note_link_copy(self, values):
        """Let the copy of this line, made for a note, correct it.

        The copy made for a replacement corrects what this line does.
        """
        context = self.env.context
        if is_ours(context, "note_link_lines"):
            is_invoice = self.move_id.is_invoice(include_receipts=True)
            if self.display_type == "product" and is_invoice:
                values["origin_line_id"] = self.id
        elif is_ours(context, "note_keep_origins"):
            values["origin_line_id"] = self.origin_line_id.id
            values["origin_move_id"] = self.origin_move_id.id
