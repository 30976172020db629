from odoo import models

from ...tools import billing, received
from .account_edi_common import ImportedOrigins, _is_below_zero

# Localizations that write type, references and texts of their documents by rules of
# their own; nothing of ours belongs there.
OWN_RULES = frozenset(
    (
        "account.edi.xml.ubl.tr",
        "account.edi.xml.ubl_21.jo",
        "account.edi.xml.ubl_21.zatca",
        "account.edi.xml.ubl_myinvois_my",
    )
)
UBL_DEBIT_NOTE = "{urn:oasis:names:specification:ubl:schema:xsd:DebitNote-2}DebitNote"


class AccountEdiXmlUbl20(models.AbstractModel):
    """Credit and debit notes in UBL: what they correct, and why.

    Core puts "Reversal of: …" into the order reference, names no origin, and writes a
    debit note as UBL's DebitNote, which Peppol does not know. Received credit notes
    below zero and UBL's debit notes are read as well.
    """

    _inherit = "account.edi.xml.ubl_20"

    def _add_invoice_config_vals(self, vals):
        result = super()._add_invoice_config_vals(vals)
        if vals["document_type"] == "debit_note" and self._takes_note_nodes():
            vals["document_type"] = "invoice"
        return result

    def _add_invoice_header_nodes(self, document_node, vals):
        result = super()._add_invoice_header_nodes(document_node, vals)
        invoice = vals["invoice"]
        if not invoice._is_note() or not self._takes_note_nodes():
            return result
        if invoice.debit_origin_id and vals["document_type"] == "invoice":
            code = self._get_debit_note_type(vals)
            document_node["cbc:InvoiceTypeCode"] = {"_text": code}
        self._note_set_order_reference(document_node, invoice)
        note = document_node["cbc:Note"]
        texts = (invoice._get_electronic_note_text(), note["_text"])
        text = "\n".join(text for text in texts if text)
        note["_text"] = text[: billing.NOTE_LENGTHS.get(self._name)] or None
        vals["note_references"] = invoice._note_get_billing_references()
        self._note_add_billing_reference_nodes(document_node, vals)
        return result

    def _note_set_order_reference(self, document_node, invoice):
        # core: the order reference of a note is core's text "Reversal of: …", or its
        # own number (19.0), delete when it is the customer's order
        node = document_node["cac:OrderReference"]
        sales_order = (node.get("cbc:SalesOrderID") or {}).get("_text")
        # Peppol BIS 3 on BT-14: a sales order without the customer's has the ID "NA"
        order = invoice._note_get_order_reference() or (sales_order and "NA")
        node["cbc:ID"]["_text"] = order or None

    def _add_document_tax_grouping_function_vals(self, vals):
        result = super()._add_document_tax_grouping_function_vals(vals)
        invoice, group = vals.get("invoice"), vals["tax_grouping_function"]
        if invoice and invoice.is_net_of_tax:
            length = billing.EXEMPTION_LENGTHS.get(self._name)
            vals["tax_grouping_function"] = lambda base_line, tax_data: (
                invoice._note_explain_exemption(group(base_line, tax_data), length)
            )
        return result

    def _get_invoice_node(self, vals):
        document_node = super()._get_invoice_node(vals)
        if vals["invoice"]._is_note() and self._takes_note_nodes():
            self._note_set_payable_amount(document_node, vals)
        # core: Serbia and Croatia put the date of the origin where UBL has no place for
        # it, and the export of their credit notes stops (`l10n_rs_edi`, `l10n_hr_edi`,
        # 19.0), delete when the date is in `cac:InvoiceDocumentReference`
        node = document_node.get("cac:BillingReference")
        if isinstance(node, dict) and node.keys() - {"cac:InvoiceDocumentReference"}:
            self._note_add_billing_reference_nodes(document_node, vals)
        return document_node

    def _note_set_payable_amount(self, document_node, vals):
        """Say what a note is worth, whatever was paid or applied since."""
        # core: the amount of a note is what is open of it on the day of the export
        # (19.0), delete when it is that of the document
        invoice = vals["invoice"]
        total = document_node[self._get_tags_for_document_type(vals)["monetary_total"]]
        prepaid, payable = total.get("cbc:PrepaidAmount"), total["cbc:PayableAmount"]
        settled = invoice.amount_total - invoice.amount_residual
        places = vals["currency_dp"]
        payable["_text"] = self.format_float(payable["_text"] + settled, places)
        if prepaid:
            prepaid["_text"] = self.format_float(prepaid["_text"] - settled, places)

    def _get_invoice_line_node(self, vals):
        line_node = super()._get_invoice_line_node(vals)
        # With one origin, the document has said it already
        if len(vals.get("note_references") or ()) > 1:
            origin = vals["base_line"]["record"].origin_move_id
            if origin and origin._note_get_billing_number():
                reference = origin._note_get_billing_reference()
                self._note_add_line_reference_node(line_node, reference, vals)
        return line_node

    def _get_import_document_amount_sign(self, tree):
        if tree.tag == UBL_DEBIT_NOTE:
            return "invoice", 1
        move_type, sign = super()._get_import_document_amount_sign(tree)
        total = tree.findtext("{*}LegalMonetaryTotal/{*}TaxExclusiveAmount")
        return move_type, -1 if move_type == "refund" and _is_below_zero(
            total
        ) else sign

    def _get_line_xpaths(self, document_type=False, qty_factor=1):
        paths = super()._get_line_xpaths(document_type, qty_factor)
        origins = self._note_get_imported_origins()
        if origins:
            paths["delivered_qty"] = origins.document.quantity_path()
        return paths

    def _takes_note_nodes(self):
        """Tell whether the notes of this format are written by our rules."""
        return self._name not in OWN_RULES

    def _get_debit_note_type(self, vals):
        """Return the code of a debit note (BT-3), of UNTDID 1001."""
        country = vals["supplier"].commercial_partner_id.country_code
        is_self_billed = vals["process_type"] == "selfbilling"
        return billing.debit_note_type(country, self._name, is_self_billed)

    def _note_add_billing_reference_nodes(self, document_node, vals):
        references = vals.get("note_references")
        if references:
            document_node["cac:BillingReference"] = [
                self._note_get_billing_reference_node(reference)
                for reference in references
            ]

    def _note_get_billing_reference_node(self, reference):
        return {
            "cac:InvoiceDocumentReference": {
                "cbc:ID": {"_text": reference.number},
                "cbc:IssueDate": {"_text": reference.date},
            }
        }

    def _note_add_line_reference_node(self, line_node, reference, vals):
        """Say on a line which document it corrects, as far as the format can."""
        node = self._note_get_billing_reference_node(reference)
        line_node["cac:BillingReference"] = node

    def _import_fill_invoice(self, invoice, tree, qty_factor):
        origins = ImportedOrigins(received.read(tree, received.UBL))
        reader = self.with_context(note_imported_origins=origins)
        core = super(AccountEdiXmlUbl20, reader)
        logs = core._import_fill_invoice(invoice, tree, qty_factor)
        return logs + invoice._note_link_imported_origins(
            origins.document, origins.matches
        )
