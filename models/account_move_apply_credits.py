from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """The doors from documents to the windows *Apply Credits* and *Unapply*."""

    _inherit = "account.move"

    can_apply_credits = fields.Boolean(
        compute="_compute_can_apply_credits",
        help="This credit note is open, or this document and credits of its partner.",
    )

    @api.depends("state", "move_type", "amount_residual", "commercial_partner_id")
    def _compute_can_apply_credits(self):
        lines = self.env["account.move.line"]
        waiting = self.filtered(lambda move: move._is_open_document())
        domain = fields.Domain(lines._get_open_credit_domain()) & fields.Domain(
            "partner_id.commercial_partner_id", "in", waiting.commercial_partner_id.ids
        )
        found = (
            lines._read_group(domain, ["partner_id", "account_id"]) if waiting else []
        )
        with_credit = {
            (partner.commercial_partner_id, account) for partner, account in found
        }
        for move in self:
            move.can_apply_credits = move in waiting and (
                move._is_credit_note()
                or any(
                    (move.commercial_partner_id, line.account_id) in with_credit
                    for line in move._get_open_items()
                )
            )

    def action_apply_credits(self):
        """Return the window that applies credits, about these documents.

        :rtype: dict
        :raises UserError: where one of them is not posted, or no invoice or note
        """
        self._check_can_apply()
        return self.env["account.note.allocation"]._open_for(self)

    def action_unapply_credits(self):
        """Return the window that takes back what of these documents was applied.

        :rtype: dict
        :raises UserError: where nothing is in force
        """
        return self.env["account.note.unapply"]._open_for(self.note_application_ids)

    def _is_open_document(self):
        return (
            self.state == "posted"
            and self.is_invoice(include_receipts=True)
            and not self.currency_id.is_zero(self.amount_residual)
        )

    def _check_can_apply(self):
        """Check that credits can be applied to these documents, or be applied.

        :raises UserError: naming the document and the way out
        """
        for move in self:
            if not move.is_invoice(include_receipts=True):
                raise UserError(
                    self.env._(
                        "%s is neither an invoice nor a note. Choose invoices, bills "
                        "or credit notes.",
                        move.display_name,
                    )
                )
            if move.state != "posted":
                raise UserError(
                    self.env._(
                        "%s is not posted. Confirm it first, or leave it out.",
                        move.display_name,
                    )
                )
        if len(self.company_id.root_id) > 1:
            raise UserError(
                self.env._(
                    "These documents belong to several companies: %s. Choose "
                    "documents of one.",
                    ", ".join(self.company_id.root_id.mapped("display_name")),
                )
            )
