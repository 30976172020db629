from collections import defaultdict

from odoo import api, fields, models

from ..tools.matching import CREDIT_TYPES

CREDIT_NOTES_ACTION = "account_credit_debit_note.account_move_action_partner"
SEEN_BY = "account.group_account_invoice,account.group_account_readonly"


class ResPartner(models.Model):
    """The open credits of a partner.

    They belong to the commercial partner: each of its contacts shows the same.
    """

    _inherit = "res.partner"

    open_credit_count = fields.Integer(
        string="Open Credit Notes",
        compute="_compute_open_credits",
        groups=SEEN_BY,
        help="Posted credit notes of customer and vendor with something still open.",
    )
    open_credit_amount = fields.Monetary(
        string="Open Credits",
        compute="_compute_open_credits",
        groups=SEEN_BY,
        help="What is still open of credit notes, of the customer and of the vendor "
        "alike; in the currency of the company.",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("allowed_company_ids")
    def _compute_open_credits(self):
        counts, amounts = defaultdict(int), defaultdict(dict)
        for holder, company, count, amount in self.env[
            "account.note.open.credit"
        ]._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)],
            ["partner_id", "company_id"],
            ["move_id:count_distinct", "open_amount:sum"],
        ):
            counts[holder] += count
            amounts[holder][company] = amount
        today = fields.Date.context_today(self)
        for partner in self:
            holder = partner.commercial_partner_id._origin
            partner.open_credit_count = counts[holder]
            partner.open_credit_amount = sum(
                company.sudo().currency_id._convert(
                    amount, partner.currency_id, date=today
                )
                for company, amount in amounts[holder].items()
            )

    def action_open_credit_notes(self):
        """Open all credit notes of the partner, those of its contacts among them.

        Where credits are open, the list starts with these.

        :return: an action, a list grouped by customer and vendor credit notes
        """
        self.ensure_one()
        preset = int(bool(self.open_credit_count))
        return {
            **self.env["ir.actions.actions"]._for_xml_id(CREDIT_NOTES_ACTION),
            "domain": [
                ("move_type", "in", CREDIT_TYPES),
                ("commercial_partner_id", "=", self.commercial_partner_id.id),
            ],
            "context": {
                # The columns and filters of credit notes
                "default_move_type": "out_refund",
                "create": False,
                "expand": True,
                "group_by": ["move_type"],
                "search_default_note_open": preset,
                "search_default_note_partly_applied": preset,
            },
        }
