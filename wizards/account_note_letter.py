from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.account_note_chosen import get_chosen_ids

LETTER_REPORT = "account_credit_debit_note.action_report_note_letter"


class AccountNoteLetter(models.TransientModel):
    """The window that prints and sends letters of applied credits, and statements.

    Each partner gets a document of its own. What it says is read when it is printed.
    """

    _name = "account.note.letter"
    _description = "Credit Notes Letters and Statements"

    kind = fields.Selection(
        [("letter", "Credit Notes Letter"), ("statement", "Statement of Open Items")],
        required=True,
        default="letter",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    account_type = fields.Selection(
        [("asset_receivable", "Customers"), ("liability_payable", "Vendors")],
        string="For",
        required=True,
        default="asset_receivable",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Partners",
        help="Whose letters; leave it empty for all partners that have something to "
        "report.",
    )
    date_from = fields.Date(
        string="Period",
        default=lambda self: self._get_last_month()[0],
        help="Credits that were applied in these days. An application that was taken "
        "back in the same period is left out; one of an earlier period that was taken "
        "back in this one is reported below zero.",
    )
    date_to = fields.Date(default=lambda self: self._get_last_month()[1])
    date = fields.Date(
        string="As of",
        default=fields.Date.context_today,
        help="What was open at the end of this day.",
    )
    layout_id = fields.Many2one(
        "account.note.letter.layout",
        compute="_compute_layout_id",
        store=True,
        readonly=False,
        check_company=True,
    )
    recipient_ids = fields.Many2many(
        "res.partner",
        compute="_compute_recipients",
        help="For each partner the contact that gets invoices, else another one with "
        "an e-mail address.",
    )
    letter_count = fields.Integer(compute="_compute_recipients")
    unreachable_text = fields.Char(compute="_compute_recipients")
    row_ids = fields.One2many("account.note.letter.row", "letter_id")
    is_sample = fields.Boolean(help="Made-up figures, to see the texts and the layout.")

    @api.model
    def default_get(self, fields):
        """Take the partners that are chosen in a list or shown in a form."""
        values = super().default_get(fields)
        model = self.env.context.get("active_model")
        if model == "res.partner" and "partner_ids" in fields:
            partners = self.env[model].browse(get_chosen_ids(self.env, model))
            partners = partners.exists().commercial_partner_id
            values["partner_ids"] = [Command.set(partners.ids)]
            if partners and all(
                partner.supplier_rank > partner.customer_rank for partner in partners
            ):
                values["account_type"] = "liability_payable"
        return values

    @api.model
    def _get_last_month(self):
        """Return the first and the last day of the month before this one."""
        last = fields.Date.context_today(self).replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last

    @api.depends("company_id", "kind")
    def _compute_layout_id(self):
        layouts = self.env["account.note.letter.layout"]
        for window in self:
            window.layout_id = layouts._get_layout_of(window.company_id)

    @api.depends(
        "kind",
        "company_id",
        "account_type",
        "partner_ids",
        "date_from",
        "date_to",
        "date",
    )
    def _compute_recipients(self):
        rows = self.env["account.note.letter.row"]
        for window in self:
            partners = window._find_partners().sorted("display_name")
            contacts = {
                partner: rows._get_mail_recipient_of(partner) for partner in partners
            }
            window.recipient_ids = partners.browse(
                (contact or partner).id for partner, contact in contacts.items()
            )
            window.letter_count = len(partners)
            window.unreachable_text = window._get_unreachable_text(
                partners.filtered(lambda partner, own=contacts: not own[partner])
            )

    def _find_partners(self):
        """Return the commercial partners that have something to report."""
        self.ensure_one()
        if not self._has_dates():
            return self.env["res.partner"]
        if self.kind == "letter":
            return self._find_partners_with_applications()
        return self._find_partners_with_open_items()

    def _has_dates(self):
        if self.kind == "statement":
            return bool(self.date)
        return bool(self.date_from and self.date_to and self.date_from <= self.date_to)

    def _get_chosen_partners(self):
        """Return the commercial partners asked for, none at all for everybody."""
        return self.partner_ids._origin.commercial_partner_id

    def _get_unreachable_text(self, partners):
        names = ", ".join(partners.mapped("display_name"))
        if not names:
            return False
        return self.env._("No e-mail address, so nothing will be sent to: %s", names)

    def _make_rows(self):
        """Make the letters anew and return them, one for each partner.

        :raises UserError: where there is nothing to report
        """
        self.ensure_one()
        if not self._has_dates():
            raise UserError(self._get_dates_text())
        facts = self._read_facts()
        partners = self.env["res.partner"].browse(facts).sorted("display_name")
        if not partners:
            raise UserError(self._get_empty_text())
        self.row_ids = [
            Command.clear(),
            *(Command.create({"partner_id": partner.id}) for partner in partners),
        ]
        return self.row_ids

    def _get_dates_text(self):
        if self.kind == "statement":
            return self.env._("Choose the day of the statement.")
        return self.env._("Choose the first and the last day, the first one first.")

    def _get_empty_text(self):
        if self.kind == "statement":
            return self.env._(
                "Nothing was open on that day. Choose another day, other partners, "
                "or the other side."
            )
        return self.env._(
            "No credit note was applied to an invoice in this period. Choose other "
            "days, other partners, or the other side."
        )

    def _read_facts(self):
        """Return what the letters report.

        :return: {id of the commercial partner: facts}, only of partners that have
            any; see the method for each kind
        :raises AccessError: where the company is none of the reader's
        """
        self.company_id.check_access("read")
        if self.is_sample:
            return self._get_sample_facts()
        if self.kind == "letter":
            return self._read_application_facts()
        return self._read_statement_facts()
