from collections import defaultdict

from odoo import api, fields, models

CREDIT_NOTES_ACTION = "account_credit_debit_note.account_move_action_partner"
SEEN_BY = "account.group_account_invoice,account.group_account_readonly"


class ResPartner(models.Model):
    """The notes of a partner: open credits, applications, doubtful documents.

    They belong to the commercial partner: each of its contacts shows the same.
    """

    _inherit = "res.partner"

    open_credit_count = fields.Integer(
        string="Open Customer Credit Notes",
        compute="_compute_note_open_credits",
        groups=SEEN_BY,
        help="Posted credit notes of the customer with something still open.",
    )
    open_credit_amount = fields.Monetary(
        string="Open Customer Credits",
        compute="_compute_note_open_credits",
        groups=SEEN_BY,
        help="What is still open of the customer's credit notes, in the currency of "
        "the company.",
    )
    open_vendor_credit_count = fields.Integer(
        string="Open Vendor Credit Notes",
        compute="_compute_note_open_credits",
        groups=SEEN_BY,
        help="Posted credit notes of the vendor with something still open.",
    )
    open_vendor_credit_amount = fields.Monetary(
        string="Open Vendor Credits",
        compute="_compute_note_open_credits",
        groups=SEEN_BY,
        help="What is still open of the vendor's credit notes, in the currency of "
        "the company.",
    )
    note_application_count = fields.Integer(
        string="Applied Credits",
        compute="_compute_note_application_count",
        groups=SEEN_BY,
        help="Applications of credits in the journal, and what was unapplied.",
    )
    doubtful_move_count = fields.Integer(
        string="Doubtful Documents",
        compute="_compute_note_doubtful_move_count",
        groups=SEEN_BY,
        help="Invoices, bills and notes whose payment is doubtful.",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("allowed_company_ids")
    def _compute_note_open_credits(self):
        counts, amounts = defaultdict(int), defaultdict(dict)
        # What is open now, whatever day a list is asked for
        rows = self.env["account.note.open.credit"].with_context(
            credit_ageing_date=False
        )
        for holder, company, move_type, count, amount in rows._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)],
            ["partner_id", "company_id", "move_type"],
            ["move_id:count_distinct", "open_amount:sum"],
        ):
            counts[holder, move_type] += count
            amounts[holder, move_type][company] = amount
        for partner in self:
            holder = partner.commercial_partner_id._origin
            for name, move_type in (
                ("open_credit", "out_refund"),
                ("open_vendor_credit", "in_refund"),
            ):
                partner[f"{name}_count"] = counts[holder, move_type]
                partner[f"{name}_amount"] = partner._note_sum_open_credits(
                    amounts[holder, move_type]
                )

    @api.depends("commercial_partner_id")
    @api.depends_context("allowed_company_ids")
    def _compute_note_application_count(self):
        groups = self.env["account.note.application"]._read_group(
            [("partner_id", "child_of", self.commercial_partner_id.ids)],
            ["partner_id"],
            ["__count"],
        )
        self._note_fill_count("note_application_count", groups)

    @api.depends("commercial_partner_id")
    @api.depends_context("allowed_company_ids")
    def _compute_note_doubtful_move_count(self):
        groups = self.env["account.move"]._read_group(
            [
                ("commercial_partner_id", "in", self.commercial_partner_id.ids),
                ("is_doubtful", "=", True),
            ],
            ["commercial_partner_id"],
            ["__count"],
        )
        self._note_fill_count("doubtful_move_count", groups)

    def action_open_credit_notes(self):
        """Open all credit notes of the customer, those of its contacts among them.

        Where credits are open, the list starts with these.

        :return: an action, a list of credit notes
        """
        return self._open_credit_notes("out_refund", self.open_credit_count)

    def action_open_vendor_credit_notes(self):
        """Open all credit notes of the vendor, those of its contacts among them.

        Where credits are open, the list starts with these.

        :return: an action, a list of credit notes
        """
        return self._open_credit_notes("in_refund", self.open_vendor_credit_count)

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

    def _note_sum_open_credits(self, amounts):
        """Return the sum of amounts by company in the currency shown here."""
        today = fields.Date.context_today(self)
        return sum(
            company.sudo().currency_id._convert(amount, self.currency_id, date=today)
            for company, amount in amounts.items()
        )

    def _open_credit_notes(self, move_type, open_count):
        self.ensure_one()
        preset = int(bool(open_count))
        return {
            **self.env["ir.actions.actions"]._for_xml_id(CREDIT_NOTES_ACTION),
            "domain": [
                ("move_type", "=", move_type),
                ("commercial_partner_id", "=", self.commercial_partner_id.id),
            ],
            "context": {
                # The columns and filters of credit notes
                "default_move_type": move_type,
                "create": False,
                "search_default_note_open": preset,
                "search_default_note_partly_applied": preset,
            },
        }

    def _note_fill_count(self, name, groups):
        counts = {}
        for partner, count in groups:
            holder = partner.sudo().commercial_partner_id.id
            counts[holder] = counts.get(holder, 0) + count
        for partner in self:
            partner[name] = counts.get(partner.commercial_partner_id._origin.id, 0)
