from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.origin_rules import CREDIT_TYPES

SETTLED_STATES = ("paid", "in_payment", "reversed", "invoicing_legacy")
# A payment with its entry, or a bank statement line, on the other side of the note;
# or a payment that has no entry at all.
MONEY = Domain("origin_payment_id", "!=", False) | Domain(
    "statement_line_id", "!=", False
)
PAID_OUT = (
    Domain("line_ids.matched_debit_ids.debit_move_id.move_id", "any", MONEY)
    | Domain("line_ids.matched_credit_ids.credit_move_id.move_id", "any", MONEY)
    | Domain("matched_payment_ids.state", "in", ("in_process", "paid"))
)
# Each status as a condition on a credit note. A note of which money took a part and
# invoices the rest counts as refunded: money has left the company.
CONDITIONS = {
    "draft": Domain("state", "=", "draft"),
    "open": Domain("state", "=", "posted")
    & Domain("payment_state", "not in", ("partial", *SETTLED_STATES)),
    "partly_applied": Domain("state", "=", "posted")
    & Domain("payment_state", "=", "partial"),
    "applied": Domain("state", "=", "posted")
    & Domain("payment_state", "in", SETTLED_STATES)
    & ~PAID_OUT,
    "refunded": Domain("state", "=", "posted")
    & Domain("payment_state", "in", SETTLED_STATES)
    & PAID_OUT,
    "cancelled": Domain("state", "=", "cancel"),
}


class AccountMove(models.Model):
    """What became of a credit note."""

    _inherit = "account.move"

    note_status = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("open", "Open"),
            ("partly_applied", "Partly Applied"),
            ("applied", "Applied"),
            ("refunded", "Refunded"),
            ("cancelled", "Cancelled"),
        ],
        string="Credit Status",
        compute="_compute_note_status",
        search="_search_note_status",
        help="Open: nothing of the credit is used.\n"
        "Partly Applied: a part is used, the rest is open.\n"
        "Applied: used up by invoices or entries.\n"
        "Refunded: used up, by a payment at least in part.",
    )

    @api.depends("state", "move_type", "payment_state")
    def _compute_note_status(self):
        notes = self.filtered(lambda move: move._is_credit_note())
        (self - notes).note_status = False
        settled = notes.filtered(
            lambda note: note.state == "posted" and note.payment_state in SETTLED_STATES
        )
        refunded = settled._note_filter_paid_out()
        for note in notes:
            if note in settled:
                note.note_status = "refunded" if note in refunded else "applied"
            elif note.state == "posted":
                is_partial = note.payment_state == "partial"
                note.note_status = "partly_applied" if is_partial else "open"
            else:
                note.note_status = "draft" if note.state == "draft" else "cancelled"

    def _search_note_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_note = Domain("move_type", "in", CREDIT_TYPES)
        known = Domain.OR(CONDITIONS[status] for status in value if status)
        found = is_note & known
        if False in value:
            found |= ~is_note
        # Matching and payments decide, also for those who may not read them
        return Domain("id", "in", self.sudo()._search(found))

    def _note_filter_paid_out(self):
        """Return those of these documents on which money was paid out."""
        # Matching and payments decide, also for those who may not read them
        found = self.sudo().search(Domain("id", "in", self._origin.ids) & PAID_OUT)
        return self.filtered(lambda move: move._origin.id in found._ids)
