from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class AccountMoveReversal(models.TransientModel):
    """Core's reversal window, asking what of the documents is to be corrected."""

    _name = "account.move.reversal"
    _inherit = ["account.note.wizard.mixin", "account.move.reversal"]

    # Without precompute core stores the record first, with no journal: a program
    # that names none would get a NOT NULL violation.
    journal_id = fields.Many2one(
        compute="_compute_journal_id", store=True, readonly=False, precompute=True
    )
    correction_mode = fields.Selection(
        selection=[("full", "Whole document"), ("lines", "Chosen lines")],
        compute="_compute_correction_mode",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Whole document: everything is taken back.\n"
        "Chosen lines: you say which lines, and how much of each.",
    )
    take_remaining = fields.Boolean(
        string="All that remains",
        help="Fill in what may still be credited of every line.",
    )
    line_ids = fields.One2many(
        "account.move.reversal.line",
        "wizard_id",
        string="Lines",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    is_correction = fields.Boolean(
        compute="_compute_is_correction",
        help="Only invoices and notes can be corrected in part.",
    )
    earlier_note_ids = fields.Many2many(
        "account.move",
        string="Earlier Credit Notes",
        compute="_compute_earlier_note_ids",
    )

    @api.depends("move_ids")
    def _compute_is_correction(self):
        for wizard in self:
            moves = wizard.move_ids._origin
            wizard.is_correction = bool(moves) and all(
                move.is_invoice(include_receipts=True) for move in moves
            )

    @api.depends("move_ids")
    def _compute_earlier_note_ids(self):
        for wizard in self:
            notes = wizard.move_ids._origin.credit_note_ids
            wizard.earlier_note_ids = notes.filtered(
                lambda note: note.state != "cancel"
            )

    @api.depends("move_ids")
    def _compute_correction_mode(self):
        for wizard in self:
            # What was credited in part is hardly ever credited as a whole
            partly = wizard.is_correction and wizard.earlier_note_ids
            wizard.correction_mode = "lines" if partly else "full"

    @api.depends("move_ids", "correction_mode")
    def _compute_line_ids(self):
        for wizard in self:
            if wizard.correction_mode != "lines" or not wizard.is_correction:
                wizard.line_ids = [Command.clear()]
            elif not wizard.line_ids:
                lines = wizard.move_ids._origin._get_correctable_lines()
                wizard.line_ids = [
                    Command.create({"move_line_id": line.id}) for line in lines
                ]

    @api.constrains("journal_id", "move_ids")
    def _check_journal_type(self):
        for wizard in self:
            if not wizard.move_ids:
                raise UserError(self.env._("Choose at least one document to reverse."))
        return super()._check_journal_type()

    def reverse_moves(self, is_modify=False):
        self._check_correction(is_modify)
        return super().reverse_moves(is_modify)

    def _check_correction(self, is_modify):
        """Check what programs may get wrong, whom no window helps.

        :raises UserError: naming the rule and the way out
        """
        self.ensure_one()
        if not self.date:
            raise UserError(self.env._("Say at which date the documents are reversed."))
        drafts = self.move_ids.filtered(lambda move: move.state != "posted")
        if drafts:
            raise UserError(
                self.env._(
                    "%(document)s is not posted. Only posted documents can be "
                    "reversed: post it, or change it while it is a draft.",
                    document=drafts[0].display_name,
                )
            )
        if self.correction_mode == "lines":
            self._check_chosen_lines(is_modify)

    def _check_chosen_lines(self, is_modify):
        if is_modify:
            raise UserError(
                self.env._(
                    "An invoice is replaced as a whole. Choose the mode Whole "
                    "document, or reverse the chosen lines only."
                )
            )
        self.line_ids._check_quantities()
        for move in self.move_ids:
            if not self._get_quantities(move):
                raise UserError(
                    self.env._(
                        "Nothing of %(document)s is chosen. Enter a quantity for at "
                        "least one of its lines, or leave the document out.",
                        document=move.display_name,
                    )
                )

    def _get_quantities(self, move):
        """Return the chosen quantities of one document by line id."""
        return {
            row.move_line_id.id: row.quantity
            for row in self.line_ids
            if row.quantity and row.move_line_id.move_id == move
        }

    def _prepare_default_reversal(self, move):
        values = super()._prepare_default_reversal(move)
        if not move.is_invoice(include_receipts=True):
            return values
        values.update(self._prepare_note_reason(move))
        if self.correction_mode == "lines":
            values.update(move._prepare_partial_note(self._get_quantities(move)))
        return values
