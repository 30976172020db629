from odoo import api, models

TEMPLATES = {
    "out_invoice": "account_credit_debit_note.mail_template_debit_note",
    "in_invoice": "account_credit_debit_note.mail_template_vendor_debit_note",
    "in_refund": "account_credit_debit_note.mail_template_vendor_credit_note",
}


class AccountMove(models.Model):
    """Letters that go with notes, and the button that sends notes to vendors.

    The report of a note, wherever core takes a fixed one.
    """

    _inherit = "account.move"

    @api.depends("debit_origin_id", "journal_id.is_self_billing")
    def _compute_display_send_button(self):
        result = super()._compute_display_send_button()
        for move in self:
            if move.state == "posted" and move._is_note_to_vendor():
                move.display_send_button = True
        return result

    @api.depends("debit_origin_id", "journal_id.is_self_billing")
    def _compute_highlight_send_button(self):
        result = super()._compute_highlight_send_button()
        for move in self:
            if move._is_note_to_vendor():
                # Most are only entered: the vendor sends them to us
                move.highlight_send_button = False
        return result

    def _get_mail_template(self):
        """Return the letter for these documents; core's for all but our own kinds."""
        kinds = {move._note_get_letter_kind() for move in self}
        kind = kinds.pop() if len(kinds) == 1 else None
        template = kind and self.env.ref(TEMPLATES[kind], raise_if_not_found=False)
        return template or super()._get_mail_template()

    def _get_invoice_report_filename(self, extension="pdf", report=None):
        report = report or self._get_note_template() or None
        return super()._get_invoice_report_filename(extension, report)

    def _get_invoice_pdf_proforma(self):
        report = self._get_note_template()
        if not report:
            return super()._get_invoice_pdf_proforma()
        name, reports = report.report_name, self.env["ir.actions.report"]
        data = {"proforma": True}
        content, kind = reports._pre_render_qweb_pdf(name, self.ids, data=data)
        return {
            "filename": self._get_invoice_proforma_pdf_report_filename(),
            "filetype": "pdf",
            "content": reports._get_splitted_report(name, content, kind)[self.id],
        }

    def _note_get_letter_kind(self):
        """Return the key of our letter for this document, or nothing."""
        is_debit_note = self.move_type == "out_invoice" and self.debit_origin_id
        return (is_debit_note or self._is_note_to_vendor()) and self.move_type

    def _is_note_to_vendor(self):
        """Tell whether the document is a note by which we claim from a vendor.

        Self-billed documents are not: we issue them for the vendor, and core sends
        them its own way.
        """
        if self.journal_id.is_self_billing:
            return False
        return self.move_type == "in_refund" or (
            self.move_type == "in_invoice" and bool(self.debit_origin_id)
        )

    def _get_note_template(self):
        """Return the report that this note's journal has for notes.

        :return: no record for other documents, and where it is not made for this one
        """
        # Readers of the portal print by it and may read neither journal nor report
        report = self.sudo().journal_id.note_template_pdf_report_id
        is_made_for_it = (
            report and self._is_note() and self._is_action_report_available(report)
        )
        return report.with_env(self.env) if is_made_for_it else report.browse()
