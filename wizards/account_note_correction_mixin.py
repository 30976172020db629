from odoo import Command, api, fields, models

from ..tools.correction import Correction

# Documents shown in the preview: one screen; more is a matter of a batch
PREVIEW_LIMIT = 20

MODES_WITH_LINES = ("lines", "price", "tax")


class AccountNoteCorrectionMixin(models.AbstractModel):
    """What of the documents is corrected, asked alike in both windows.

    A window adds its ``correction_mode`` and its ``line_ids`` of the rows.
    """

    _name = "account.note.correction.mixin"
    _description = "Correction of Documents"

    # "credit" or "debit": which way the figures of a correction go
    _note_side = None

    currency_id = fields.Many2one("res.currency")
    is_single = fields.Boolean(compute="_compute_is_single")
    amount_type = fields.Selection(
        selection=[("fixed", "Amount"), ("percent", "Percentage")],
        default="fixed",
        required=True,
        string="Correct by",
    )
    amount = fields.Monetary(
        string="Amount with taxes",
        help="Of the note of each selected document, taxes included.",
    )
    percent = fields.Float(
        string="Percentage",
        help="Of each selected document, taxes included.",
    )
    preview = fields.Html(
        compute="_compute_preview",
        sanitize=False,
        help="What the notes come to. Nothing is written yet.",
    )

    @api.depends("move_ids")
    def _compute_is_single(self):
        for wizard in self:
            wizard.is_single = len(wizard.move_ids) == 1

    @api.depends(
        "move_ids",
        "correction_mode",
        "date",
        "reason_id",
        "amount_type",
        "amount",
        "percent",
        "line_ids.quantity",
        "line_ids.new_price",
        "line_ids.new_tax_ids",
    )
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = wizard._render_preview()

    @api.depends("move_ids", "correction_mode")
    def _compute_line_ids(self):
        for wizard in self:
            moves = wizard.move_ids._origin
            if not wizard._has_rows() or not moves._are_correctable():
                wizard.line_ids = [Command.clear()]
            elif not wizard.line_ids:
                wizard.line_ids = [
                    Command.create({"move_line_id": line.id})
                    for line in moves._get_correctable_lines()
                ]

    def _has_rows(self):
        """Tell whether the mode asks for figures line by line."""
        return self.correction_mode in MODES_WITH_LINES

    def _get_correction(self, move):
        """Return what this window asks to correct of one of its documents.

        :rtype: tools.correction.Correction
        """
        rows = self.line_ids.filtered(lambda row: row.move_id == move._origin)
        is_fixed = self.amount_type == "fixed"
        return Correction(
            mode=self.correction_mode,
            side=self._note_side,
            quantities={row.move_line_id.id: row.quantity for row in rows},
            prices=rows._get_new_prices(),
            taxes={row.move_line_id.id: row.new_tax_ids._origin.ids for row in rows},
            amount=self.amount if is_fixed else 0.0,
            percent=0.0 if is_fixed else self.percent,
            date=self.date,
            kind=self.reason_id.kind or "",
        )

    def _render_preview(self):
        """Return what the notes come to as HTML, empty where nothing is chosen."""
        moves = self.move_ids._origin
        if not moves._are_correctable():
            return False
        previews = [
            (move, move._preview_correction(self._get_correction(move)))
            for move in moves[:PREVIEW_LIMIT]
        ]
        return self.env["ir.qweb"]._render(
            "account_credit_debit_note.note_preview",
            {
                "previews": previews,
                "side": self._note_side,
                "more": len(moves) - len(previews),
            },
        )
