from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.payload import get_chosen_ids


class AccountNoteBulk(models.TransientModel):
    """Asks how many documents are credited or debited alike, and makes a batch."""

    _name = "account.note.bulk"
    _inherit = "account.note.kept.words"
    _description = "Credit or Debit in Bulk"

    side = fields.Selection(
        [("credit", "Credit notes"), ("debit", "Debit notes")],
        string="Make",
        required=True,
        default="credit",
    )
    move_ids = fields.Many2many(
        "account.move",
        string="Documents",
        required=True,
        default=lambda self: self._default_move_ids(),
    )
    move_count = fields.Integer(
        string="Documents chosen",
        default=lambda self: len(self._default_move_ids()),
        readonly=True,
    )
    skipped_text = fields.Char(
        compute="_compute_skipped_text",
        help="What is left out of the documents chosen.",
    )
    mode = fields.Selection(
        [
            ("full", "Whole document"),
            ("percent", "Percentage"),
            ("amount", "Amount"),
        ],
        required=True,
        default="full",
        help="Of each document: all of it, a percentage, or one amount.",
    )
    percent = fields.Float(
        string="Percentage", help="Of each document, taxes included."
    )
    amount = fields.Float(
        string="Amount with taxes",
        digits="Product Price",
        help="Of the note of each document, taxes included, in its currency.",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason_id = fields.Many2one("account.note.reason", string="Correction Reason")
    reason = fields.Char(
        string="Printed Reason",
        help="Printed on the notes. Leave it empty to print the text of the reason, "
        "in the language of each partner.",
    )
    journal_id = fields.Many2one(
        "account.journal",
        domain="[('type', 'in', ('sale', 'purchase'))]",
        help="Leave it empty for the journal of each document.",
    )
    state = fields.Selection(
        [
            ("draft", "Drafts"),
            ("posted", "Posted"),
            ("finalized", "Posted and finalized"),
        ],
        string="Create as",
        required=True,
        default="draft",
    )

    @api.model
    def _default_move_ids(self):
        return get_chosen_ids(self.env, "account.move")

    @api.depends("move_ids")
    def _compute_skipped_text(self):
        for wizard in self:
            wizard.skipped_text = wizard._get_skipped_text()

    def action_create_batch(self):
        """Make a batch of the documents and return the action that shows it.

        Drafts, cancelled documents and credit notes among them are left out.

        :raises UserError: where the documents do not go together
        """
        self.ensure_one()
        self.reason_id._check_used_for(self.side)
        self.reason_id._check_company_of(
            self.move_ids.company_id, self.env._("A note on these documents")
        )
        meant = self.move_ids._note_get_meant_in_bulk()
        batch = self.env["account.note.batch"]._make(
            self.side,
            self._prepare_request(),
            meant,
            skipped=len(self.move_ids - meant),
        )
        return batch._get_records_action()

    def _get_skipped_text(self):
        """Return what of the documents is left out, False for nothing."""
        chosen = self.move_ids._origin
        skipped = chosen - chosen._note_get_meant_in_bulk()
        if not skipped:
            return False
        drafts = skipped.filtered(lambda move: move.state == "draft")
        cancelled = skipped.filtered(lambda move: move.state == "cancel")
        posted = skipped - drafts - cancelled
        credits = posted.filtered(lambda move: move._is_credit_note())
        kinds = (
            (self.env._("credit notes"), credits),
            (self.env._("drafts"), drafts),
            (self.env._("cancelled documents"), cancelled),
            (self.env._("other entries"), posted - credits),
        )
        return self.env._(
            "Left out: %s. A batch makes notes on posted invoices, bills and receipts.",
            ", ".join(f"{kind} ({len(moves)})" for kind, moves in kinds if moves),
        )

    def _prepare_request(self):
        """Return what is asked, as programs ask it, without the documents."""
        wanted = self[self.mode] if self.mode != "full" else 0.0
        if self.mode != "full" and wanted <= 0:
            raise UserError(self.env._("Enter a figure above zero to correct."))
        request = {
            "mode": "full" if self.mode == "full" else "amount",
            "date": str(self.date),
            "state": self.state,
        }
        values = {
            self.mode: wanted,
            "reason": self.reason_id.code,
            "reason_text": self.reason,
            "journal_id": self.journal_id.id,
        }
        return {**request, **{name: value for name, value in values.items() if value}}
