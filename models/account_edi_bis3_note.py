from odoo import models
from odoo.tools import format_date


class AccountEdiXmlUblBis3(models.AbstractModel):
    """Credit and debit notes in Peppol BIS Billing 3 and the formats built on it."""

    _inherit = "account.edi.xml.ubl_bis3"

    def _add_invoice_config_vals(self, vals):
        result = super()._add_invoice_config_vals(vals)
        # Core knows which process it is only now: a vendor's credit note that we
        # issue would ask for its amount as an invoice
        is_refund = vals["invoice"].move_type == "in_refund"
        if is_refund and vals["process_type"] == "selfbilling":
            vals["document_type"] = "credit_note"
        return result

    def _get_debit_note_type(self, vals):
        if vals["process_type"] == "selfbilling":
            return 527
        return super()._get_debit_note_type(vals)

    def _add_invoice_header_nodes(self, document_node, vals):
        result = super()._add_invoice_header_nodes(document_node, vals)
        # For Dutch suppliers core has put the text of the reference here
        self._add_billing_reference_nodes(document_node, vals)
        return result

    def _add_line_reference_node(self, line_node, reference, vals):
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

    def _export_invoice_constraints(self, invoice, vals):
        constraints = super()._export_invoice_constraints(invoice, vals)
        # NL-R-001 wants a billing reference, for which core takes the reference text
        if vals.get("note_references"):
            constraints.pop("nl_r_001", None)
        return constraints
