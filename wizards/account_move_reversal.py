from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..models.payload import ensure_vals


class AccountMoveReversal(models.TransientModel):
    """Core's reversal window, asking what of the documents is to be corrected."""

    _name = "account.move.reversal"
    _inherit = [
        "account.note.wizard.mixin",
        "account.note.correction.mixin",
        "account.move.reversal",
    ]
    _note_side = "credit"

    # core: stores the window before its journal, so that a program that names none gets
    # a NOT NULL violation (19.0), delete when `journal_id` is precomputed
    journal_id = fields.Many2one(
        compute="_compute_journal_id", store=True, readonly=False, precompute=True
    )
    correction_mode = fields.Selection(
        selection=[
            ("full", "Everything remaining"),
            ("lines", "Lines"),
            ("price", "Lower price"),
            ("amount", "Amount"),
            ("tax", "Tax only"),
        ],
        compute="_compute_note_correction_mode",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Everything remaining: all that earlier notes left is taken back.\n"
        "Lines: you say which lines, and how much of each.\n"
        "Lower price: you enter the right prices, the difference is credited.\n"
        "Amount: a sum or a percentage, spread over the taxes of the document.\n"
        "Tax only: you choose the right taxes, the net stays.",
    )
    take_remaining = fields.Boolean(
        string="Credit everything remaining",
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
        compute="_compute_note_is_correction",
        help="Only invoices and notes can be corrected in part.",
    )
    earlier_note_ids = fields.Many2many(
        "account.move",
        string="Earlier Credit Notes",
        compute="_compute_earlier_note_ids",
    )
    earlier_notes = fields.Char(compute="_compute_earlier_note_ids")
    keep_open = fields.Boolean(
        string="Keep Open until Payment",
        help="The note settles nothing when it is posted, so that the discount for "
        "early payment stays. Apply it once the invoice is paid, or refund it.",
    )
    has_early_discount = fields.Boolean(compute="_compute_note_has_early_discount")
    is_net_of_tax = fields.Boolean(
        string="Without VAT correction",
        compute="_compute_note_is_net_of_tax",
        store=True,
        readonly=False,
        precompute=True,
        help="The amount is spread over the accounts of the document without taxes, "
        "and the note says that the VAT remains unchanged.",
    )

    @api.depends("move_ids")
    def _compute_journal_id(self):
        result = super()._compute_journal_id()
        for wizard in self.filtered(lambda wizard: not wizard.journal_id):
            # Those of the documents are archived since
            former = wizard.move_ids._origin.journal_id
            wizard.journal_id = self.env["account.journal"].search(
                [
                    *self.env["account.journal"]._check_company_domain(
                        former.company_id
                    ),
                    ("type", "in", former.mapped("type")),
                ],
                limit=1,
            )
        return result

    @api.depends("move_ids")
    def _compute_note_is_correction(self):
        for wizard in self:
            wizard.is_correction = wizard.move_ids._origin._note_are_correctable()

    @api.depends("move_ids")
    def _compute_earlier_note_ids(self):
        for wizard in self:
            notes = wizard.move_ids._origin.credit_note_ids
            wizard.earlier_note_ids = notes.filtered(
                lambda note: note.state != "cancel"
            )
            wizard.earlier_notes = ", ".join(
                wizard._format_earlier_note(note)
                for note in wizard.earlier_note_ids.sorted("id")
            )

    def _format_earlier_note(self, note):
        name = note.name if note.state == "posted" else self.env._("Draft")
        return f"{name} ({note.currency_id.format(note.amount_total)})"

    @api.depends("move_ids")
    def _compute_note_correction_mode(self):
        for wizard in self:
            # What was credited in part is hardly ever credited as a whole
            partly = wizard.is_correction and wizard.earlier_note_ids
            wizard.correction_mode = "lines" if partly else "full"

    @api.depends("move_ids", "date")
    def _compute_note_has_early_discount(self):
        for wizard in self:
            wizard.has_early_discount = any(
                move.state == "posted"
                and move._is_eligible_for_early_payment_discount(
                    move.currency_id, wizard.date
                )
                for move in wizard.move_ids._origin
            )

    @api.depends("correction_mode")
    def _compute_note_is_net_of_tax(self):
        for wizard in self:
            is_amount = wizard.correction_mode == "amount"
            wizard.is_net_of_tax = is_amount and wizard.is_net_of_tax

    @api.depends("is_net_of_tax", "keep_open", "note_for")
    def _compute_preview(self):
        return super()._compute_preview()

    @api.constrains("journal_id", "move_ids")
    def _check_journal_type(self):
        for wizard in self:
            if not wizard.move_ids:
                raise UserError(self.env._("Choose at least one document to reverse."))
        return super()._check_journal_type()

    @api.model_create_multi
    def create(self, vals_list):
        ensure_vals(self.env, vals_list)
        # The window proposes a mode; programs that say nothing of what to correct
        # get the whole document, as from core
        silent = {"correction_mode", "line_ids"}.isdisjoint
        return super().create(
            [
                {"correction_mode": "full", **vals} if silent(vals) else vals
                for vals in vals_list
            ]
        )

    @api.constrains("is_net_of_tax", "correction_mode")
    def _note_check_net_of_tax(self):
        for wizard in self:
            if wizard.is_net_of_tax and wizard.correction_mode != "amount":
                raise ValidationError(
                    self.env._(
                        "%(documents)s: only an amount can be credited without VAT "
                        "correction. Choose the mode Amount.",
                        documents=", ".join(wizard.move_ids.mapped("display_name")),
                    )
                )

    def reverse_moves(self, is_modify=False):
        self._note_check_correction(is_modify)
        if is_modify:
            return self._note_replace()
        if self._note_is_joint():
            return self._note_reverse_together()
        return self._note_reverse_by_core()

    def _note_reverse_by_core(self, is_modify=False):
        # pylint: disable-next=W8164
        return super().reverse_moves(is_modify)

    def _note_reverse(self):
        """Make the credit notes of this window, and return them."""
        self.reverse_moves()
        return self.new_move_ids

    def action_create_and_confirm(self):
        """Make the notes of this window and post them, see the mixin.

        :return: what then becomes of money already paid, else core's action
        """
        action = self._note_create_and_confirm("refund_moves")
        return self._note_ask_about_credit() or action

    def _get_correction(self, move):
        correction = (
            super()
            ._get_correction(move)
            ._replace(is_net_of_tax=self.is_net_of_tax, keep_open=self.keep_open)
        )
        return self._note_distribute_joint(correction, move)

    def _note_check_correction(self, is_modify):
        """Check what programs may get wrong, whom no window helps.

        :raises UserError: naming the rule and the way out
        """
        self.ensure_one()
        if not self.date:
            raise UserError(self.env._("Say at which date the documents are reversed."))
        if is_modify and self.correction_mode != "full":
            raise UserError(
                self.env._(
                    "An invoice is replaced as a whole. Choose Everything remaining, "
                    "or reverse a part of it only."
                )
            )
        for move in self.move_ids:
            move._note_check_reversible()
        for row in self.line_ids:
            row._check_document(self.move_ids)

    def _prepare_default_reversal(self, move):
        values, joint = self._note_prepare_head(move), self._note_get_joint_values()
        if joint is not None:
            return {**values, **joint}
        if not move.is_invoice(include_receipts=True):
            return values
        values.update(move._prepare_correction(self._get_correction(move)))
        if self.keep_open:
            values["note_keep_open"] = True
        return values

    def _note_prepare_head(self, move):
        """Return the values of a note beside its lines, of core and of its reason."""
        # pylint: disable-next=W8164
        values = super()._prepare_default_reversal(move)
        if not move.is_invoice(include_receipts=True):
            return values
        return {**values, **self._prepare_note_reason(move)}


class AccountMoveReversalLine(models.TransientModel):
    """One line of a document that is credited in part."""

    _name = "account.move.reversal.line"
    _inherit = "account.note.line.mixin"
    _description = "Line to Credit"

    wizard_id = fields.Many2one(
        "account.move.reversal", required=True, ondelete="cascade", index=True
    )
    quantity = fields.Float(
        string="To Credit",
        compute="_compute_quantity",
        store=True,
        readonly=False,
        digits="Product Unit",
        help="How much of the line is taken back by this credit note.",
    )

    subtotal = fields.Monetary(
        compute="_compute_subtotal",
        help="What is credited of the line. Taxes are in it where its price "
        "includes them.",
    )

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, move_line_id)",
        "A line of the document can be chosen only once.",
    )

    @api.depends("wizard_id.take_remaining", "move_line_id")
    def _compute_quantity(self):
        for row in self:
            whole = row.wizard_id.take_remaining
            row.quantity = row.remaining_quantity if whole else 0.0

    @api.onchange("product_uom_id")
    def _onchange_product_uom_id(self):
        if self.wizard_id.take_remaining:
            self.quantity = self.remaining_quantity
