from odoo import api, fields, models


class AccountDebitNote(models.TransientModel):
    """Core's debit note window, with the modes of a correction."""

    _name = "account.debit.note"
    _inherit = ["account.note.correction.mixin", "account.debit.note"]
    _note_side = "debit"

    correction_mode = fields.Selection(
        selection=[
            ("blank", "By hand"),
            ("full", "All lines"),
            ("lines", "Lines"),
            ("price", "Higher price"),
            ("amount", "Amount"),
            ("tax", "Tax only"),
        ],
        compute="_compute_note_correction_mode",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        string="Charge",
        help="By hand: you write the lines of the draft.\n"
        "All lines: the draft starts with the lines of the document.\n"
        "Lines: you say which lines, and how much of each.\n"
        "Higher price: you enter the right prices, the difference is charged.\n"
        "Amount: a sum or a percentage, spread over the taxes of the document.\n"
        "Tax only: you choose the right taxes, the net stays.",
    )
    line_ids = fields.One2many(
        "account.debit.note.line",
        "wizard_id",
        string="Lines",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("copy_lines")
    def _compute_note_correction_mode(self):
        # Programs know core's switch; the window shows the modes in its place
        for wizard in self:
            wizard.correction_mode = "full" if wizard.copy_lines else "blank"

    def _prepare_default_values(self, move):
        values = super()._prepare_default_values(move)
        if self.correction_mode not in ("blank", "full"):
            values.update(self._prepare_correction(move))
        return values

    def _prepare_correction(self, move):
        return move._prepare_correction(self._get_correction(move))

    def create_debit(self):
        self.ensure_one()
        for row in self.line_ids:
            row._check_document(self.move_ids)
        mode = self.correction_mode
        if self.copy_lines != (mode == "full"):
            # Writing the switch computes the mode anew
            self.write({"copy_lines": mode == "full", "correction_mode": mode})
        return super().create_debit()

    def action_create_and_confirm(self):
        """Make the notes of this window and post them, see the mixin."""
        return self._note_create_and_confirm("create_debit")

    def _note_get_previews(self):
        if self.correction_mode == "blank":
            return []
        return super()._note_get_previews()
