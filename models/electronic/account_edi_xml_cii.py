from collections import defaultdict

from odoo import models

from ...tools import billing, received
from .account_edi_common import ImportedOrigins, _is_below_zero

CII_TOTAL = (
    ".//{*}SpecifiedTradeSettlementHeaderMonetarySummation/{*}TaxBasisTotalAmount"
)

# A group of the VAT breakdown for what bears no VAT, by the names of core
EXEMPT = {
    "tax_category_code": "E",
    "tax_exemption_reason_code": None,
    "amount": 0.0,
    "amount_type": "percent",
    "base_amount_currency": 0.0,
    "tax_amount_currency": 0.0,
    "calculated_amount": 0.0,
}


class AccountEdiXmlCii(models.AbstractModel):
    """Credit and debit notes in Factur-X: what they correct, and why.

    Core names no origin, and a debit note is an ordinary invoice to it. Received debit
    notes and self-billed documents are read as well.
    """

    _inherit = "account.edi.xml.cii"

    def _get_exchanged_document_vals(self, invoice):
        document = super()._get_exchanged_document_vals(invoice)
        if not invoice._is_note():
            return document
        texts = (invoice._get_electronic_note_text(), document["included_note"])
        document["included_note"] = "\n".join(text for text in texts if text)
        if invoice.debit_origin_id and invoice.move_type == "out_invoice":
            country = invoice.company_id.partner_id.commercial_partner_id.country_code
            code = billing.debit_note_type(country, self._name, False)
            document["type_code"] = str(code)
        return document

    def _export_invoice_vals(self, invoice):
        vals = super()._export_invoice_vals(invoice)
        if not invoice._is_note():
            return vals
        if vals["purchase_order_reference"] in (invoice.ref, invoice.name):
            order = invoice._note_get_order_reference()
            vals["purchase_order_reference"] = order
        if invoice.is_net_of_tax:
            self._note_explain_exemptions(invoice, vals)
        self._note_take_booked_nets(invoice, vals)
        vals["note_discounts"] = self._note_add_early_discount(invoice, vals)
        vals["note_totals"] = self._note_prepare_totals(invoice, vals)
        references = invoice._note_get_billing_references()
        vals["note_references"] = references
        if len(references) > 1:
            for line_vals in vals["invoice_line_vals_list"]:
                origin = line_vals["line"].origin_move_id
                if origin and origin._note_get_billing_number():
                    line_vals["note_reference"] = origin._note_get_billing_reference()
        return vals

    def _note_explain_exemptions(self, invoice, vals):
        """Give the lines without taxes a category, and a group in the VAT breakdown."""
        details = vals["tax_details"]
        groups = details["tax_details"]
        for group in groups.values():
            group.update(invoice._note_explain_exemption(group))
        lines = [
            line_vals["line"]
            for line_vals in vals["invoice_line_vals_list"]
            if not details["tax_details_per_record"][line_vals["line"]]["tax_details"]
        ]
        if not lines:
            return
        # BR-E-01 wants one group of the category, another may come from taxes of 0 %
        exempt = [key for key in groups if groups[key]["tax_category_code"] == "E"]
        key = exempt[0] if exempt else "E"
        groups.setdefault(key, self._note_prepare_exempt_group(invoice))
        for line in lines:
            details["tax_details_per_record"][line]["tax_details"] = {key: groups[key]}

    @staticmethod
    def _note_prepare_exempt_group(invoice):
        return {**invoice._note_explain_exemption(EXEMPT)}

    @staticmethod
    def _note_take_booked_nets(invoice, vals):
        """Take the nets as they are booked, so that lines, groups and total agree."""
        # core: computes the groups anew, a cent beside the lines (19.0), delete when
        # the sums of its notes come out (BR-CO-10, BR-S-08)
        details, nets = vals["tax_details"], defaultdict(float)
        for line_vals in vals["invoice_line_vals_list"]:
            line = line_vals["line"]
            booked = invoice.direction_sign * line.amount_currency
            line_vals["line_total_amount"] += booked - line.price_subtotal
            nets["total"] += line_vals["line_total_amount"]
            for key in details["tax_details_per_record"][line]["tax_details"]:
                nets[key] += line_vals["line_total_amount"]
        for key, group in details["tax_details"].items():
            # Taxes on other taxes have a base of their own
            cents = len(vals["invoice_line_vals_list"]) * invoice.currency_id.rounding
            is_new = not group["base_amount_currency"]
            if is_new or abs(nets[key] - group["base_amount_currency"]) <= cents:
                group["base_amount_currency"] = nets[key]
        vals["tax_basis_total_amount"] = nets["total"]

    def _note_add_early_discount(self, invoice, vals):
        """Say of a discount for early payment that it lowers the VAT, not the price.

        :return: for each rate an allowance with VAT and a charge of as much without,
            as core has them in UBL
        """
        # core: leaves them out, so that the VAT is not its rate of the net (BR-S-09,
        # 19.0), delete when its invoices have them
        groups = vals["tax_details"]["tax_details"]
        lines = invoice.line_ids.filtered(lambda line: line.display_type == "epd")
        reason = self.env._(
            "Discount for early payment, Directive 2006/112/EC, art. 79"
        )
        rows = []
        for line in lines:
            amount = invoice.direction_sign * line.amount_currency
            group = self._note_find_group(groups, line.tax_ids, reason)
            group["base_amount_currency"] += amount
            rows.append({"amount": amount, "group": group, "reason": reason})
        return rows

    @staticmethod
    def _note_find_group(groups, taxes, reason):
        """Return the group of the VAT breakdown for taxes, of no VAT where none are."""
        rates = taxes.flatten_taxes_hierarchy().filtered(
            lambda tax: tax.amount_type == "percent"
        )
        rate = sum(rates[:1].mapped("amount"))
        for group in groups.values():
            is_known = rates or group["tax_category_code"] == "E"
            if group["amount"] == rate and is_known:
                return group
        return groups.setdefault("E", {**EXEMPT, "tax_exemption_reason": reason})

    @staticmethod
    def _note_prepare_totals(invoice, vals):
        """Return what a note is worth, whatever was paid or applied since.

        Coins that it is rounded to stand beside its total (BT-114).
        """
        # core: the amount of a note is what is open of it on the day of the export, and
        # rounding makes the total another than the sum (19.0), delete when it is not
        total = vals["tax_basis_total_amount"] + vals["tax_total_amount"]
        rounding = invoice.currency_id.round(invoice.amount_total - total)
        return {"total": total, "rounding": rounding, "payable": invoice.amount_total}

    def _get_import_document_amount_sign(self, tree):
        code = tree.findtext(".//{*}ExchangedDocument/{*}TypeCode", "").strip()
        is_below_zero = _is_below_zero(tree.findtext(CII_TOTAL))
        if code in billing.CREDIT_CODES:
            return "refund", -1 if is_below_zero else 1
        known = billing.DEBIT_CODES | billing.SELF_BILLED_CODES
        if code in known or code == billing.CORRECTED_CODE:
            return ("refund", -1) if is_below_zero else ("invoice", 1)
        return super()._get_import_document_amount_sign(tree)

    def _import_fill_invoice(self, invoice, tree, qty_factor):
        origins = ImportedOrigins(received.read(tree, received.CII))
        reader = self.with_context(note_imported_origins=origins)
        core = super(AccountEdiXmlCii, reader)
        logs = core._import_fill_invoice(invoice, tree, qty_factor)
        return logs + invoice._note_link_imported_origins(
            origins.document, origins.matches
        )
