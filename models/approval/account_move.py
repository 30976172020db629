from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.approval import is_above, lowest_limit
from ...tools.errors import with_code
from ...tools.fingerprint import fingerprint
from ...tools.money import to_steps
from ..lifecycle import gate
from ..origin.account_move_rate import is_same_rate

# By this word the error of a note that nobody approved is known. A class of its own
# would reach the web client as a crash.
APPROVAL_NEEDED = "approval_needed"


class AccountMove(models.Model):
    """Notes above a limit are posted only after somebody approved them.

    Which notes need approval, and of what exactly.
    """

    _inherit = "account.move"

    note_approval = fields.Selection(
        selection=[
            ("requested", "Requested"),
            ("approved", "Approved"),
            ("refused", "Rejected"),
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
        string="Approved or Rejected by",
        copy=False,
        readonly=True,
        ondelete="restrict",
    )
    note_approval_on = fields.Datetime(
        string="Approval Dated",
        copy=False,
        readonly=True,
        help="When approval was requested, given or rejected, whichever was last.",
    )
    note_approval_comment = fields.Text(
        string="Why it was Rejected", copy=False, readonly=True
    )
    note_approval_basis = fields.Char(
        copy=False,
        readonly=True,
        help="Digest of what approval was requested for: partner, origins, reason, "
        "accounts and amounts.",
    )
    note_approval_authors = fields.Char(
        copy=False,
        readonly=True,
        help="Ids of the users who changed the draft besides who made it.",
    )
    note_approval_state = fields.Selection(
        selection=[
            ("needed", "Approval needed"),
            ("requested", "To approve"),
            ("approved", "Approved"),
            ("refused", "Rejected"),
        ],
        string="Approval",
        compute="_compute_note_approval_state",
        help="Whether the note may be posted. A change of partner, origins, reason, "
        "accounts or amounts asks for approval again.",
    )

    # Whoever changes a note or its lines forgets it, see `lifecycle.figures`
    @api.depends(
        "state",
        "note_approval",
        "note_approval_basis",
        "company_id.note_approval_threshold",
        "note_reason_id.needs_approval",
        "note_reason_id.approval_threshold",
    )
    def _compute_note_approval_state(self):
        for move in self:
            # Lines that a form has not saved yet are in no entry
            move.note_approval_state = move._origin._note_get_approval_state()

    def _note_write_approval(self, values):
        """Write fields of the approval, with rights of its own.

        Who approves need not be allowed to change documents.
        """
        gate.APPROVAL.open(self.sudo()).write(values)

    def _note_name_drafts_before_posting(self, vals):
        """Return the names of documents that some values post, by document.

        The names of now, for no number is given to what is refused.
        """
        if vals.get("state") != "posted":
            return {}
        return {move: move.display_name for move in self if move.state != "posted"}

    def _note_check_approval_of_posted(self, names):
        """Check that notes among documents that were just posted had approval.

        Every way of posting ends in writing the state, and what is written besides
        counts as well: it may even make a note of the document.
        """
        for move, name in names.items():
            with move._note_log_instead_of_raise():
                move._check_note_approval(name)

    def _check_note_approval(self, name):
        """Check that this document needs no approval, or has it.

        :param str name: of the document, None for the one it has now
        :raises UserError: ``approval_needed``, naming the limit and the way out
        """
        if self._needs_approval() and not self._note_is_approved():
            text = self.env._(
                "%(note)s cannot be posted before it is approved: %(why)s Press "
                "Request Approval on the draft.",
                note=name or self.display_name,
                why=self._get_approval_cause(),
            )
            raise with_code(UserError(text), APPROVAL_NEEDED)

    def _note_get_approval_state(self):
        """Return the value of ``note_approval_state`` of this document."""
        if not self or self.state == "cancel":
            return False
        if self.state == "posted":
            return "approved" if self._note_is_approved() else False
        if not self._needs_approval():
            return False
        return self.note_approval if self._note_is_basis_kept() else "needed"

    def _needs_approval(self):
        limit = self._note_get_approval_limit() if self._is_note() else None
        if limit is None:
            return False
        compare = self.company_id.sudo().currency_id.compare_amounts
        total = self._note_get_judged_total()
        return is_above(total, limit, compare) or bool(self._note_get_foreign_rate())

    def _note_get_judged_total(self):
        """Return the total by which approval is judged, in the company's currency.

        A rate by hand makes nothing smaller than it is at the rate of the settings.
        """
        rate = self._note_get_policy_rate()
        of_settings = self.amount_total / rate if rate else 0.0
        return max(abs(self.amount_total_signed), abs(of_settings))

    def _note_get_policy_rate(self):
        """Return the rate that the settings ask for, 0.0 in the own currency."""
        if self.currency_id == self.company_currency_id:
            return 0.0
        return self._get_expected_currency_rate_at(
            self._get_invoice_currency_rate_date()
        )

    def _note_get_foreign_rate(self):
        """Return the rate of this note where it is none of the settings, else 0.0."""
        rate, asked = self.invoice_currency_rate, self._note_get_policy_rate()
        if not asked or is_same_rate(rate, asked):
            return 0.0
        if not self.invoice_date and self.create_date:
            # Posting gives it a date, and the rate of that: it has one of before
            made_on = self.create_date.date()
            if is_same_rate(rate, self._get_expected_currency_rate_at(made_on)):
                return 0.0
        return rate

    def _note_get_approval_limit(self):
        """Return the amount above which this note needs approval, None for never.

        It is in the currency of the company. A reason can lower it only.
        """
        reason = self.note_reason_id.sudo()
        return lowest_limit(
            self.company_id.sudo().note_approval_threshold or None,
            reason.approval_threshold if reason.needs_approval else None,
        )

    def _note_is_approved(self):
        return self.note_approval == "approved" and self._note_is_basis_kept()

    def _note_is_basis_kept(self):
        """Tell whether this is still what approval was requested for."""
        basis = self.note_approval_basis
        if not basis:
            return False
        if self.state == "posted" and ":" not in basis:
            # Approved and posted before texts and bank accounts were looked at
            return basis == self._note_fingerprint_amounts()
        content, _colon, approved_rate = basis.rpartition(":")
        # A rate of the settings may change with the date of posting, no other
        rate = self._note_get_foreign_rate()
        is_same_rate = not rate or str(to_steps(rate, 1e-9)) == approved_rate
        return is_same_rate and content == self._note_fingerprint_content()

    def _note_get_approval_fingerprint(self):
        """Return the digest of what is approved, and the exchange rate.

        It begins with the number of its definition.
        """
        rate = to_steps(self.invoice_currency_rate, 1e-9)
        return f"{self._note_fingerprint_content()}:{rate}"

    def _note_fingerprint_content(self):
        texts = sorted(
            (line.display_type or "", line.sequence, line.name or "")
            for line in self.invoice_line_ids
        )
        return "2:" + fingerprint(
            self._note_fingerprint_amounts(),
            self.partner_bank_id.id,
            *texts,
        )

    def _note_fingerprint_amounts(self):
        """Return the digest of partner, origins, reason, accounts and amounts.

        Amounts are those of the document's currency: posting may give it a date,
        and with it another rate. The cost of goods is booked while posting.
        """
        lines = sorted(
            (
                line.account_id.id,
                line.origin_move_id.id or 0,
                line.origin_line_id.id or 0,
                tuple(sorted(line.tax_ids.ids)),
                to_steps(line.quantity, 1e-6),
                to_steps(line.amount_currency, self.currency_id.rounding),
            )
            for line in self.line_ids
            if line.account_id and line.display_type != "cogs"
        )
        head = (
            self.move_type,
            self.company_id.id,
            self.currency_id.name,
            self.partner_id.id,
            self.reversed_entry_id.id,
            self.debit_origin_id.id,
            self.external_origin_number,
            self.note_reason_id.id,
        )
        return fingerprint(
            head, to_steps(self.amount_total, self.currency_id.rounding), *lines
        )
