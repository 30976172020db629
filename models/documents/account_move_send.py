from odoo import api, models


class AccountMoveSend(models.AbstractModel):
    """Sending notes: by the report of their journal, and to vendors too."""

    _inherit = "account.move.send"

    @api.model
    def _get_default_pdf_report_id(self, move):
        return move._get_note_template() or super()._get_default_pdf_report_id(move)

    @api.model
    def _get_move_constraints(self, move):
        constraints = super()._get_move_constraints(move)
        if move._is_note_to_vendor():
            constraints.pop("not_sale_document", None)
        return constraints

    @api.model
    def _get_default_sending_methods(self, move):
        # What a vendor receives is a letter, no electronic document
        if move._is_note_to_vendor():
            return {"email"}
        return super()._get_default_sending_methods(move)

    @api.model
    def _is_applicable_to_move(self, method, move, **move_data):
        if move._is_note_to_vendor() and method not in ("email", "manual"):
            return False
        return super()._is_applicable_to_move(method, move, **move_data)

    @api.model
    def _get_default_extra_edis(self, move):
        if move._is_note_to_vendor():
            return set()
        return super()._get_default_extra_edis(move)

    @api.model
    def _get_default_invoice_edi_format(self, move, **kwargs):
        if move._is_note_to_vendor():
            return False
        return super()._get_default_invoice_edi_format(move, **kwargs)

    @api.model
    def _link_invoice_documents(self, invoices_data):
        to_vendors = [move for move in invoices_data if move._is_note_to_vendor()]
        originals = [(move, move.message_main_attachment_id) for move in to_vendors]
        result = super()._link_invoice_documents(invoices_data)
        for move, original in originals:
            # The vendor's own document stays the one shown beside the form
            move.message_main_attachment_id = original
        return result
