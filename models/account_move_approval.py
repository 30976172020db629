from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.refusal import coded
from .account_note_chosen import check_named

# By this word the error of a note that nobody approved is known. A class of its own
# would reach the web client as a crash.
APPROVAL_NEEDED = "approval_needed"

APPROVAL_FIELDS = (
    "note_approval",
    "note_approval_requested_by",
    "note_approval_by",
    "note_approval_on",
    "note_approval_comment",
    "note_approval_basis",
)

# Only this very object opens the fields: a client can send True, never it
_GATE = object()


class AccountMove(models.Model):
    """Notes above a limit are posted only after somebody approved them."""

    _inherit = "account.move"

    note_approval = fields.Selection(
        selection=[
            ("requested", "Requested"),
            ("approved", "Approved"),
            ("refused", "Refused"),
        ],
        string="Last Step of Approval",
        copy=False,
        readonly=True,
    )
    note_approval_requested_by = fields.Many2one(
        "res.users",
        string="Approval Requested by",
        copy=False,
        readonly=True,
        ondelete="restrict",
    )
    note_approval_by = fields.Many2one(
        "res.users",
        string="Approved or Refused by",
        copy=False,
        readonly=True,
        ondelete="restrict",
    )
    note_approval_on = fields.Datetime(
        string="Approval Dated",
        copy=False,
        readonly=True,
        help="When approval was requested, given or refused, whichever was last.",
    )
    note_approval_comment = fields.Text(
        string="Why it was Refused", copy=False, readonly=True
    )
    note_approval_basis = fields.Char(
        copy=False,
        readonly=True,
        help="Digest of what approval was requested for: partner, origins, reason, "
        "accounts and amounts.",
    )
    note_approval_state = fields.Selection(
        selection=[
            ("needed", "Approval needed"),
            ("requested", "To approve"),
            ("approved", "Approved"),
            ("refused", "Refused"),
        ],
        string="Approval",
        compute="_compute_note_approval_state",
        help="Whether the note may be posted. A change of partner, origins, reason, "
        "accounts or amounts asks for approval again.",
    )

    @api.depends(
        "state",
        "note_approval",
        "note_approval_basis",
        "amount_total_signed",
        "company_id.note_approval_threshold",
        "partner_id",
        "debit_origin_id",
        "note_reason_id.needs_approval",
        "note_reason_id.approval_threshold",
        "line_ids.account_id",
        "line_ids.amount_currency",
        "line_ids.quantity",
        "line_ids.tax_ids",
        "line_ids.origin_move_id",
        "line_ids.origin_line_id",
    )
    def _compute_note_approval_state(self):
        for move in self:
            # Lines that a form has not saved yet are in no entry
            move.note_approval_state = move._origin._get_approval_state()

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        # After super(), for defaults from the context are in by now
        if any(move[name] for move in moves for name in APPROVAL_FIELDS):
            self._check_approval_gate()
        return moves

    def write(self, vals):
        check_named(self.env, [vals])
        if not vals.keys().isdisjoint(APPROVAL_FIELDS):
            self._check_approval_gate()
        if vals.get("state") != "posted":
            return super().write(vals)
        drafts = self.filtered(lambda move: move.state != "posted")
        # The names of now, for no number is given to what is refused
        names = {note: note.display_name for note in drafts.filtered("is_note")}
        result = super().write(vals)
        # Every way of posting ends here, and what it writes besides counts as well:
        # it may even make a note of the document
        for move in drafts:
            with move._soften_refusal():
                move._check_note_approval(names.get(move))
        return result

    def _check_approval_gate(self):
        if self.env.context.get("note_approval_gate") is not _GATE:
            raise AccessError(
                self.env._(
                    "Who requested, approved or refused a note, and when, cannot be "
                    "written. Open the draft note and press Request Approval."
                )
            )

    def _write_approval(self, values):
        """Write fields of the approval, with rights of its own.

        Who approves need not be allowed to change documents.
        """
        self.sudo().with_context(note_approval_gate=_GATE).write(values)

    def _check_note_approval(self, name):
        """Check that this document needs no approval, or has it.

        :param str name: of the document, None for the one it has now
        :raises UserError: ``approval_needed``, naming the limit and the way out
        """
        if self._needs_approval() and not self._is_approved():
            text = self.env._(
                "%(note)s cannot be posted before it is approved: %(why)s Press "
                "Request Approval on the draft.",
                note=name or self.display_name,
                why=self._get_approval_cause(),
            )
            raise coded(UserError(text), APPROVAL_NEEDED)

    def _get_approval_state(self):
        """Return the value of ``note_approval_state`` of this document."""
        if not self or self.state == "cancel":
            return False
        if self.state == "posted":
            return "approved" if self._is_approved() else False
        if not self._needs_approval():
            return False
        return self.note_approval if self._is_basis_kept() else "needed"
