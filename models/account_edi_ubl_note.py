from odoo import models

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
DEBIT_NOTE = 383
# XRechnung (BR-DE-17) and CIUS-RO (BR-RO-020) do not list 383; there a debit note is
# an invoice that refers to an earlier one.
DEBIT_NOTE_BY_FORMAT = {
    "account.edi.xml.ubl_de": 380,
    "account.edi.xml.ubl_ro": 380,
}


class AccountEdiXmlUbl20(models.AbstractModel):
    """Credit and debit notes in UBL: what they correct, and why.

    Core puts "Reversal of: …" into the order reference, names no origin, and writes
    a debit note as UBL's DebitNote, which Peppol does not know.
    """

    _inherit = "account.edi.xml.ubl_20"

    def _takes_note_nodes(self):
        """Tell whether the notes of this format are written by our rules."""
        return self._name not in OWN_RULES

    def _get_debit_note_type(self, vals):
        """Return the code of a debit note (BT-3), of UNTDID 1001."""
        return DEBIT_NOTE_BY_FORMAT.get(self._name, DEBIT_NOTE)

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
        order = invoice._get_order_reference() or invoice.name
        document_node["cac:OrderReference"]["cbc:ID"]["_text"] = order
        note = document_node["cbc:Note"]
        texts = (invoice._get_electronic_note_text(), note["_text"])
        note["_text"] = "\n".join(text for text in texts if text) or None
        vals["note_references"] = invoice._get_billing_references()
        self._add_billing_reference_nodes(document_node, vals)
        return result

    def _get_invoice_node(self, vals):
        document_node = super()._get_invoice_node(vals)
        # Serbia and Croatia put the date of the origin where UBL has no place for it,
        # and core then stops at their credit notes
        node = document_node.get("cac:BillingReference")
        if isinstance(node, dict) and node.keys() - {"cac:InvoiceDocumentReference"}:
            self._add_billing_reference_nodes(document_node, vals)
        return document_node

    def _add_billing_reference_nodes(self, document_node, vals):
        references = vals.get("note_references")
        if references:
            document_node["cac:BillingReference"] = [
                self._get_billing_reference_node(reference) for reference in references
            ]

    def _get_billing_reference_node(self, reference):
        return {
            "cac:InvoiceDocumentReference": {
                "cbc:ID": {"_text": reference.number},
                "cbc:IssueDate": {"_text": reference.date},
            }
        }

    def _get_invoice_line_node(self, vals):
        line_node = super()._get_invoice_line_node(vals)
        # With one origin, the document has said it already
        if len(vals.get("note_references") or ()) > 1:
            origin = vals["base_line"]["record"].origin_move_id
            if origin and origin._get_billing_number():
                reference = origin._get_billing_reference()
                self._add_line_reference_node(line_node, reference, vals)
        return line_node

    def _add_line_reference_node(self, line_node, reference, vals):
        """Say on a line which document it corrects, as far as the format can."""
        node = self._get_billing_reference_node(reference)
        line_node["cac:BillingReference"] = node
