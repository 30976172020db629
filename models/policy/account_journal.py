from odoo import api, fields, models

from ...tools.policy import merge


class AccountJournal(models.Model):
    """What a journal says of its notes beside its company, and its report for them.

    Core's field of a report is for all documents of the journal, whatever the report
    is made for.
    """

    _inherit = "account.journal"

    note_template_pdf_report_id = fields.Many2one(
        "ir.actions.report",
        string="Credit/Debit Note Report",
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

    def _note_policy(self):
        """Return the policy of the notes of this journal.

        :rtype: tools.policy.Policy
        """
        self.ensure_one()
        # Bookkeepers read the rules they work under, not the company's settings
        return merge(
            self.company_id.sudo()._get_note_settings(), self._prepare_note_settings()
        )

    def _prepare_note_settings(self):
        """Return what this journal says of its notes, by the names of a policy."""
        own = self._brings_own_numbering()
        return {
            "numbering": "series" if own else self.note_numbering,
            "negative": self.note_negative,
        }

    def _get_note_templates(self):
        """Return the reports that can print credit notes of this journal."""
        if self.type not in ("sale", "purchase"):
            return self.env["ir.actions.report"]
        move_type = "out_refund" if self.type == "sale" else "in_refund"
        note = self.env["account.move"].new({"move_type": move_type})
        return note._get_available_action_reports()
