from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.tools import format_date, formatLang

from ..models.payload import get_chosen_ids
from ..tools.letter import AMOUNTS, get_widths, in_groups
from ..tools.money import from_steps


class AccountNoteLetter(models.TransientModel):
    """The window that prints and sends letters of applied credits, and statements.

    Each partner gets a document of its own. What it says is read when it is printed. A
    sample with made-up figures, from the company to itself, shows texts and layout
    before they are used.
    """

    _name = "account.note.letter"
    _inherit = "account.note.kept.words"
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
        help="Credits that were applied in these days. An application that was "
        "unapplied in the same period is left out; one of an earlier period that was "
        "unapplied in this one is reported below zero.",
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
    is_sample = fields.Boolean(help="Made-up figures, to see the texts and the layout.")

    @api.depends("company_id", "kind")
    def _compute_layout_id(self):
        layouts = self.env["account.note.letter.layout"]
        for wizard in self:
            wizard.layout_id = layouts._get_layout_of(wizard.company_id)

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

    def _has_dates(self):
        if self.kind == "statement":
            return bool(self.date)
        return bool(self.date_from and self.date_to and self.date_from <= self.date_to)

    def _get_chosen_partners(self):
        """Return the commercial partners asked for, none at all for everybody."""
        return self.partner_ids._origin.commercial_partner_id

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

    def _prepare_sheets(self, facts):
        """Return the tables of one partner, one for each currency.

        Words, dates and amounts are text in the language of the context.

        :param facts: of the partner, as ``_read_facts`` returns them
        :return: [{"currency": name, "columns": [{"name", "label", "is_amount",
            "width"}], "rows": [{"style", "cells"}], "groups": [rows that stay on one
            page], "aged": [(label, amount)]}]; the style of a row is ``group``,
            ``detail`` or ``total``, its cells are by name of the column, and empty
            ones are missing
        """
        if not facts:
            return []
        if self.kind == "statement":
            sheets = self._prepare_statement_sheets(facts)
        else:
            sheets = self._prepare_application_sheets(facts)
        return [{**sheet, "groups": in_groups(sheet["rows"])} for sheet in sheets]

    def _prepare_columns(self, names, headings=None):
        labels = dict(self.env["account.note.letter.column"]._get_columns())
        labels["document"] = self.env._("Document")
        labels.update(headings or {})
        widths = get_widths(names)
        return [
            {
                "name": name,
                "label": labels[name],
                "is_amount": name in AMOUNTS,
                "width": widths[name],
            }
            for name in names
        ]

    def _print_amounts(self, steps, currency):
        """Return {column: text} of {column: whole steps}."""
        return {
            name: formatLang(
                self.env, from_steps(amount, currency.rounding), currency_obj=currency
            )
            for name, amount in steps.items()
        }

    def _print_document(self, document):
        """Return the cells that tell which document this is.

        :param dict document: ``name``, and any of the other texts and dates
        """
        cells = {
            name: document.get(name)
            for name in ("reference", "reason", "installment")
            if document.get(name)
        }
        for name in ("date", "due_date", "applied_on"):
            if document.get(name):
                cells[name] = format_date(self.env, document[name])
        return {"document": document["name"], **cells}
