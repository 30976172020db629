from collections import Counter

from odoo import api, fields, models


class AccountNoteAudit(models.Model):
    """The last audit of a company's notes: one record for each company."""

    _name = "account.note.audit"
    _description = "Last Credit & Debit Note Audit of a Company"
    _order = "id desc"
    _rec_name = "company_id"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    audited_on = fields.Datetime(required=True, readonly=True)
    counts = fields.Json(readonly=True, help="Findings by rule.")

    _company_once = models.UniqueIndex("(company_id)")

    @api.model
    def _remember(self, findings):
        """Keep what an audit of the chosen companies found, in place of the last one.

        Readers audit, too; this is written for them.
        """
        companies = self.env.companies
        counts = {company: Counter() for company in companies}
        for finding in findings:
            counts[finding.company_id][finding.rule] += 1
        audits = self.sudo()
        audits.search([("company_id", "in", companies.ids)]).unlink()
        audits.create(
            [
                {
                    "company_id": company.id,
                    "user_id": self.env.uid,
                    "audited_on": fields.Datetime.now(),
                    "counts": dict(found),
                }
                for company, found in counts.items()
            ]
        )
