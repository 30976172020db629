from odoo import models

from .account_edi_ubl_note import DEBIT_NOTE


class AccountEdiXmlCii(models.AbstractModel):
    """Credit and debit notes in Factur-X: what they correct, and why.

    Core names no origin, and a debit note is an ordinary invoice to it.
    """

    _inherit = "account.edi.xml.cii"

    def _get_exchanged_document_vals(self, invoice):
        document = super()._get_exchanged_document_vals(invoice)
        texts = (invoice._get_electronic_note_text(), document["included_note"])
        document["included_note"] = "\n".join(text for text in texts if text)
        if invoice.debit_origin_id and invoice.move_type == "out_invoice":
            document["type_code"] = str(DEBIT_NOTE)
        return document

    def _export_invoice_vals(self, invoice):
        vals = super()._export_invoice_vals(invoice)
        if not invoice._is_note():
            return vals
        if vals["purchase_order_reference"] in (invoice.ref, invoice.name):
            order = invoice._get_order_reference() or invoice.name
            vals["purchase_order_reference"] = order
        references = invoice._get_billing_references()
        vals["note_references"] = references
        if len(references) > 1:
            for line_vals in vals["invoice_line_vals_list"]:
                origin = line_vals["line"].origin_move_id
                if origin and origin._get_billing_number():
                    line_vals["note_reference"] = origin._get_billing_reference()
        return vals
