from odoo import models


class AccountMove(models.Model):
    """The report of a note, wherever core takes a fixed one."""

    _inherit = "account.move"

    def _get_note_template(self):
        """Return the report that this note's journal has for notes.

        :return: no record for other documents, and where it is not made for this one
        """
        self.ensure_one()
        # Readers of the portal print by it and may read neither journal nor report
        report = self.sudo().journal_id.note_template_pdf_report_id
        is_made_for_it = (
            report and self._is_note() and self._is_action_report_available(report)
        )
        return report.with_env(self.env) if is_made_for_it else report.browse()

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
