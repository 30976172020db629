from odoo import models
from odoo.tools import format_date

from ...tools import billing


class AccountEdiXmlUblBis3(models.AbstractModel):
    """Credit and debit notes in Peppol BIS Billing 3 and the formats built on it."""

    _inherit = "account.edi.xml.ubl_bis3"

    def _add_invoice_config_vals(self, vals):
        result = super()._add_invoice_config_vals(vals)
        # core: a vendor's credit note that we issue asks for its amount as an invoice,
        # for the process is known only now (19.0), delete when `document_type` follows
        # from it
        is_refund = vals["invoice"].move_type == "in_refund"
        if is_refund and vals["process_type"] == "selfbilling":
            vals["document_type"] = "credit_note"
        return result

    def _add_invoice_header_nodes(self, document_node, vals):
        result = super()._add_invoice_header_nodes(document_node, vals)
        # For Dutch suppliers core has put the text of the reference here
        self._note_add_billing_reference_nodes(document_node, vals)
        if vals["invoice"]._is_note():
            self._note_set_buyer_reference(document_node)
        return result

    def _note_set_buyer_reference(self, document_node):
        # PEPPOL-EN16931-R003 wants one of both; core's XRechnung has the same words
        order = document_node["cac:OrderReference"]["cbc:ID"]["_text"]
        if not order and not document_node["cbc:BuyerReference"]["_text"]:
            document_node["cbc:BuyerReference"]["_text"] = "N/A"

    def _ubl_default_tax_category_grouping_key(
        self, base_line, tax_data, vals, currency
    ):
        key = super()._ubl_default_tax_category_grouping_key(
            base_line, tax_data, vals, currency
        )
        invoice = vals.get("invoice")
        if key and invoice and invoice.is_net_of_tax:
            length = billing.EXEMPTION_LENGTHS.get(self._name)
            return invoice._note_explain_exemption(key, length)
        return key

    def _export_invoice_constraints(self, invoice, vals):
        constraints = super()._export_invoice_constraints(invoice, vals)
        # core: takes the text of the reference for the billing reference that NL-R-001
        # wants (19.0), delete when it takes number and date of the origin
        if vals.get("note_references"):
            constraints.pop("nl_r_001", None)
        # core: asks for a bank account on credit notes too, while NL-R-007 is about
        # payments from customer to supplier (19.0), delete when it leaves them alone
        if invoice._is_credit_note():
            constraints.pop("nl_r_007", None)
        return constraints

    def _note_add_line_reference_node(self, line_node, reference, vals):
        # BIS3 has no references on lines, but a note on them (BT-127)
        env = vals["invoice"].env
        text = env._("Corrects %(number)s", number=reference.number)
        if reference.date:
            text = env._(
                "Corrects %(number)s of %(date)s",
                number=reference.number,
                date=format_date(env, reference.date),
            )
        line_node["cbc:Note"] = {"_text": text}
