from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.sentinel import OURS


class _Corrections(dict):
    """What is corrected of each document, worked out once, by their ids.

    It travels in the context, where a client can only send plain values.
    """


class AccountDebitNote(models.TransientModel):
    """Core's window of debit notes, with the modes of a correction.

    What core checks when the window opens, a program may hand over as well. Debit notes
    on many documents are copied in few steps.
    """

    _name = "account.debit.note"
    _inherit = [
        "account.note.wizard.mixin",
        "account.note.correction.mixin",
        "account.debit.note",
    ]
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
        values = {
            **super()._prepare_default_values(move),
            **self._prepare_note_reason(move),
            **move._prepare_note_own_values(),
        }
        if move._is_credit_note():
            # core: copies the lines of a credit note, for it compares with a tuple
            # inside a list (`account.debit.note`, since 13.0, odoo/odoo#41806), delete
            # when the list holds the types
            values["line_ids"] = [Command.clear()]
        if self.correction_mode not in ("blank", "full"):
            values.update(self._prepare_correction(move))
        return values

    def _prepare_correction(self, move):
        kept = self.env.context.get("note_corrections")
        if not isinstance(kept, _Corrections):
            kept = _Corrections()
        if move.id not in kept:
            kept[move.id] = move._prepare_correction(self._get_correction(move))
        return kept[move.id]

    def create_debit(self):
        """Make the debit notes; the order of these steps is the order of the rules."""
        self._note_check_debited_documents()
        self._note_follow_mode()
        making = self.with_context(
            note_corrections=_Corrections(),
            note_link_lines=OURS,
            # What is copied is written anew by somebody; pieces are charged by lines
            note_leave_orders=OURS if self.copy_lines else None,
        )

        def prepare():
            return [making._prepare_default_values(move) for move in self.move_ids]

        queued = making.move_ids._note_queue_copies(prepare)
        wizard = self.with_env(queued.env)
        action = super(AccountDebitNote, wizard).create_debit()
        wizard._note_get_made(action)._note_align_cents_of_reversals()
        return action

    def _note_debit(self):
        """Make the debit notes of this window, and return them."""
        return self._note_get_made(self.create_debit())

    def _note_follow_mode(self):
        """Let core's switch say what the mode says."""
        mode = self.correction_mode
        if self.copy_lines != (mode == "full"):
            # Writing the switch computes the mode anew
            self.write({"copy_lines": mode == "full", "correction_mode": mode})

    def _note_check_debited_documents(self):
        """Check what is to be debited, and the journal.

        :raises UserError: naming the document, the rule and the way out
        """
        self.ensure_one()
        if not self.move_ids:
            self._refuse_no_document()
        for row in self.line_ids:
            row._check_document(self.move_ids)
        for move in self.move_ids:
            refusal = self._note_get_debit_refusal(
                move
            ) or self._note_get_journal_refusal(move)
            if refusal:
                raise UserError(refusal)

    def _note_get_debit_refusal(self, move):
        """Return why no debit note can be issued for a document, or None."""
        names = {"document": move.display_name}
        if refusal := move._note_get_side_refusal("debit"):
            return refusal
        if move.state != "posted":
            return move._note_get_unposted_text("debit")
        if move.debit_origin_id:
            return self.env._(
                "%(document)s is a debit note itself. Issue the debit note for "
                "%(origin)s, which it adds to.",
                origin=move.debit_origin_id.display_name,
                **names,
            )
        return None

    def _note_get_journal_refusal(self, move):
        """Return why the chosen journal is not for a document, or None."""
        journal = self.journal_id or move.journal_id
        fits = journal.type == ("sale" if move.is_sale_document() else "purchase")
        if fits and journal.company_id in move.company_id.sudo().parent_ids:
            return None
        return self.env._(
            "%(document)s of %(company)s cannot be debited in the journal "
            "%(journal)s of %(other)s. Choose a journal for %(kind)s of this company.",
            document=move.display_name,
            company=move.company_id.display_name,
            journal=journal.display_name,
            other=journal.company_id.display_name,
            kind=self.env._("sales")
            if move.is_sale_document()
            else self.env._("purchases"),
        )

    def action_create_and_confirm(self):
        """Make the notes of this window and post them, see the mixin."""
        return self._note_create_and_confirm("create_debit")

    def _note_get_previews(self):
        if self.correction_mode == "blank":
            return []
        return super()._note_get_previews()


class AccountDebitNoteLine(models.TransientModel):
    """One line of a document on which more is charged."""

    _name = "account.debit.note.line"
    _inherit = "account.note.line.mixin"
    _description = "Line to Debit"
    _note_sign = -1

    wizard_id = fields.Many2one(
        "account.debit.note", required=True, ondelete="cascade", index=True
    )
    quantity = fields.Float(
        string="To Charge",
        digits="Product Unit",
        help="How much of the line is charged in addition by this debit note.",
    )
    subtotal = fields.Monetary(
        compute="_compute_subtotal",
        help="What is charged on the line. Taxes are in it where its price "
        "includes them.",
    )

    _line_unique = models.Constraint(
        "UNIQUE(wizard_id, move_line_id)",
        "A line of the document can be chosen only once.",
    )
