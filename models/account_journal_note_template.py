from odoo import api, fields, models


class AccountJournal(models.Model):
    """A report of its own for the notes of a journal.

    Core's field beside it is for all documents of the journal, whatever the report
    is made for.
    """

    _inherit = "account.journal"

    note_template_pdf_report_id = fields.Many2one(
        "ir.actions.report",
        string="Note Report",
        domain="[('id', 'in', available_note_template_ids)]",
        ondelete="set null",
        help="How credit and debit notes of this journal are printed, sent and shown "
        "on the portal. Leave it empty to print them like invoices.",
    )
    available_note_template_ids = fields.Many2many(
        "ir.actions.report", compute="_compute_available_note_template_ids"
    )

    @api.depends("type")
    def _compute_available_note_template_ids(self):
        for journal in self:
            journal.available_note_template_ids = journal._get_note_templates()

    def _get_note_templates(self):
        """Return the reports that can print credit notes of this journal."""
        if self.type not in ("sale", "purchase"):
            return self.env["ir.actions.report"]
        move_type = "out_refund" if self.type == "sale" else "in_refund"
        note = self.env["account.move"].new({"move_type": move_type})
        return note._get_available_action_reports()
