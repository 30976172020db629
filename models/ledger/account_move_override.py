from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html

from ...tools.fingerprint import fingerprint
from ...tools.money import to_steps
from ..lifecycle import gate

OVERRIDE_GROUP = "account_credit_debit_note.group_note_over_credit"


class AccountMove(models.Model):
    """Somebody answers for a credit above the invoice, and says why."""

    _inherit = "account.move"

    note_override_by = fields.Many2one(
        "res.users",
        string="Excess Accepted by",
        copy=False,
        readonly=True,
        ondelete="restrict",
    )
    note_override_on = fields.Datetime(
        string="Excess Accepted on", copy=False, readonly=True
    )
    note_override_reason = fields.Text(
        string="Why the Excess is Accepted", copy=False, readonly=True
    )
    note_override_basis = fields.Char(
        copy=False,
        readonly=True,
        help="Digest of the amounts and origins that were accepted.",
    )
    has_note_override = fields.Boolean(
        string="Excess Accepted",
        compute="_compute_has_note_override",
        help="Somebody accepted that this credit note exceeds its invoice, and its "
        "amounts and origins are still those that were accepted.",
    )

    @api.depends("note_override_basis", "invoice_line_ids.price_total")
    def _compute_has_note_override(self):
        for move in self:
            basis = move.note_override_basis
            move.has_note_override = (
                bool(basis) and basis == move._note_get_override_fingerprint()
            )

    def _note_override_over_credit(self, reason):
        """Accept that this draft credit note exceeds what may be credited.

        It holds for the amounts and origins of this moment.

        :param str reason: why, not blank
        :raises AccessError: without the group Credit above the invoice
        :raises UserError: without a reason, or where nothing is exceeded
        """
        self.ensure_one()
        self._note_check_may_override()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._(
                    "Say why %(note)s may exceed its invoice.", note=self.display_name
                )
            )
        excess = self._note_get_over_credit_text()
        if not excess:
            raise UserError(
                self.env._(
                    "%(note)s exceeds nothing that would be refused. It can be "
                    "posted as it is.",
                    note=self.display_name,
                )
            )
        gate.OVERRIDE.open(self).write(self._prepare_note_override(reason))
        self._note_log_override(excess)

    def _note_check_may_override(self):
        self.check_access("write")
        if not self.env.user.has_group(OVERRIDE_GROUP):
            raise AccessError(
                self.env._(
                    "You may not accept that %(note)s exceeds its invoice. Ask "
                    "somebody with the right Credit above the invoice, or credit "
                    "less.",
                    note=self.display_name,
                )
            )

    def _prepare_note_override(self, reason):
        return {
            "note_override_by": self.env.uid,
            "note_override_on": fields.Datetime.now(),
            "note_override_reason": reason,
            "note_override_basis": self._note_get_override_fingerprint(),
        }

    def _note_log_override(self, excess):
        text = self.env._(
            "%(user)s accepted that %(note)s exceeds its invoice: %(reason)s\n\n"
            "%(excess)s",
            user=self.env.user.name,
            note=self.display_name,
            reason=self.note_override_reason,
            excess=excess,
        )
        # The invoice may belong to a colleague whose documents the user cannot see
        for move in (self, *self.sudo()._note_get_origins()):
            move.message_post(body=plaintext2html(text))

    def _note_get_override_fingerprint(self):
        """Return the digest of what an override covers: amounts and origins."""
        step = self.currency_id.rounding
        lines = sorted(
            (
                # In a form, what is not saved yet stands for what is
                line.origin_move_id._origin.id or 0,
                line.origin_line_id._origin.id or 0,
                # Millionths of a unit: quantities have no currency's step
                to_steps(line.quantity, 1e-6),
                to_steps(line.price_total, step),
            )
            for line in self.invoice_line_ids
        )
        total = to_steps(self.amount_total, step)
        origin_id = self.reversed_entry_id._origin.id or 0
        return fingerprint(self.currency_id.name, origin_id, total, *lines)

    def _get_accepted_notes(self):
        """Return the posted notes above the invoice in the families of these."""
        parts = self.sudo()._note_get_family_roots()._note_get_family_parts()
        notes = self.browse().union(
            *(s.note for found in parts.values() for s in found)
        )
        return notes.filtered("has_note_override")
