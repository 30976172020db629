from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.account.controllers.portal import PortalAccount

CREDIT_NOTES = [("move_type", "=", "out_refund")]
DEBIT_NOTES = [("move_type", "=", "out_invoice"), ("debit_origin_id", "!=", False)]
OPEN = ("open", "partly_applied")
USED = ("applied", "refunded")
NOTE_FILTERS = (
    "credit_notes",
    "credit_notes_open",
    "credit_notes_used",
    "debit_notes",
)


class PortalNotes(PortalAccount):
    """Notes on the portal: which of them are shown, and a list of their own."""

    def _document_check_access(self, model_name, document_id, access_token=None):
        document = super()._document_check_access(model_name, document_id, access_token)
        # A token passes the record rules by
        if model_name == "account.move" and document._is_hidden_from(request.env.user):
            raise AccessError(request.env._("This document is not available yet."))
        return document

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "credit_note_count" in counters:
            moves = request.env["account.move"]
            domain = self._get_invoices_domain("out") & Domain(CREDIT_NOTES)
            values["credit_note_count"] = (
                moves.search_count(domain) if moves.has_access("read") else 0
            )
        return values

    def _get_account_searchbar_filters(self):
        return {
            **super()._get_account_searchbar_filters(),
            "credit_notes": {
                "label": request.env._("Your Credit Notes"),
                "domain": CREDIT_NOTES,
            },
            "credit_notes_open": {
                "label": request.env._("Credit notes: open"),
                "domain": [*CREDIT_NOTES, ("note_status", "in", OPEN)],
            },
            "credit_notes_used": {
                "label": request.env._("Credit notes: used up"),
                "domain": [*CREDIT_NOTES, ("note_status", "in", USED)],
            },
            "debit_notes": {
                "label": request.env._("Debit notes"),
                "domain": DEBIT_NOTES,
            },
        }

    def _prepare_my_invoices_values(
        self,
        page,
        date_begin,
        date_end,
        sortby,
        filterby,
        domain=None,
        url="/my/invoices",
    ):
        values = super()._prepare_my_invoices_values(
            page, date_begin, date_end, sortby, filterby, domain, url
        )
        if values["filterby"] in NOTE_FILTERS:
            chosen = values["searchbar_filters"][values["filterby"]]["domain"]
            total_of = Domain(domain or Domain.TRUE) & Domain(chosen)
            if date_begin and date_end:
                total_of &= Domain("create_date", ">", date_begin)
                total_of &= Domain("create_date", "<=", date_end)
            values["note_totals"] = self._get_note_totals(total_of)
        return values

    def _get_note_totals(self, domain):
        """Return (currency, total, open) of all these notes, amounts above zero."""
        moves = request.env["account.move"]
        if not moves.has_access("read"):
            return []
        return moves._read_group(
            domain & self._get_invoices_domain(),
            ["currency_id"],
            ["amount_total:sum", "amount_residual:sum"],
            order="currency_id",
        )

    def _invoice_get_page_view_values(self, invoice, access_token, **kwargs):
        values = super()._invoice_get_page_view_values(invoice, access_token, **kwargs)
        return {**values, **invoice._prepare_portal_note(request.env.user)}

    def _show_report(self, model, report_type, report_ref, download=False):
        # Core knows the report of the partner alone
        template = model._name == "account.move" and model._get_note_template()
        if template:
            report_ref = template.report_name
        return super()._show_report(model, report_type, report_ref, download)
