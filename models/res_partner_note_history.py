from odoo import api, fields, models

from .res_partner import CREDIT_NOTES_ACTION, SEEN_BY


class ResPartner(models.Model):
    """What else the form of a partner leads to: applied credits, doubtful documents."""

    _inherit = "res.partner"

    note_application_count = fields.Integer(
        string="Applied Credits",
        compute="_compute_note_application_count",
        groups=SEEN_BY,
        help="Applications of credits in the journal, and what was taken back.",
    )
    doubtful_move_count = fields.Integer(
        string="Doubtful Documents",
        compute="_compute_doubtful_move_count",
        groups=SEEN_BY,
        help="Invoices, bills and notes whose payment is doubtful.",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("allowed_company_ids")
    def _compute_note_application_count(self):
        groups = self.env["account.note.application"]._read_group(
            [("partner_id", "child_of", self.commercial_partner_id.ids)],
            ["partner_id"],
            ["__count"],
        )
        self._fill_count("note_application_count", groups)

    @api.depends("commercial_partner_id")
    @api.depends_context("allowed_company_ids")
    def _compute_doubtful_move_count(self):
        groups = self.env["account.move"]._read_group(
            [
                ("commercial_partner_id", "in", self.commercial_partner_id.ids),
                ("is_doubtful", "=", True),
            ],
            ["commercial_partner_id"],
            ["__count"],
        )
        self._fill_count("doubtful_move_count", groups)

    def _fill_count(self, name, groups):
        counts = {}
        for partner, count in groups:
            holder = partner.sudo().commercial_partner_id.id
            counts[holder] = counts.get(holder, 0) + count
        for partner in self:
            partner[name] = counts.get(partner.commercial_partner_id._origin.id, 0)

    def action_open_note_applications(self):
        """Return the action that shows the journal of applications of the partner.

        :rtype: dict
        """
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_credit_debit_note.action_account_note_application"
            ),
            "domain": [("partner_id", "child_of", self.commercial_partner_id.id)],
            "context": {},
        }

    def action_open_doubtful_documents(self):
        """Return the action that lists the partner's doubtful documents.

        :rtype: dict
        """
        self.ensure_one()
        return {
            **self.env["ir.actions.actions"]._for_xml_id(CREDIT_NOTES_ACTION),
            "name": self.env._("Doubtful Documents"),
            "domain": [
                ("commercial_partner_id", "=", self.commercial_partner_id.id),
                ("is_doubtful", "=", True),
            ],
            "context": {"create": False, "group_by": ["move_type"], "expand": True},
        }
