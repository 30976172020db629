from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column


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
        compute="_compute_origin_move_id",
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

    @api.depends("origin_line_id")
    def _compute_origin_move_id(self):
        # The header is no dependency on purpose: a later change of it goes
        # through account.move.write(), which leaves origins chosen by hand alone.
        for line in self:
            move = line.move_id
            origin = self.env["account.move"]
            if line.display_type == "product" and move._is_note():
                origin = line.origin_line_id.move_id or move._get_header_origin()
            line.origin_move_id = origin

    def _follows_header_origin(self):
        """Tell whether the line corrects what its document does, by no own choice."""
        header = self.move_id._get_header_origin()
        return (
            self.display_type == "product"
            and not self.origin_line_id
            and self.origin_move_id in (header, header.browse())
        )

    def _copy_data_extend_business_fields(self, values):
        result = super()._copy_data_extend_business_fields(values)
        if (
            self.env.context.get("note_link_lines")
            and self.display_type == "product"
            and self.move_id.is_invoice(include_receipts=True)
        ):
            values["origin_line_id"] = self.id
        return result
