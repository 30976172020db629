from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .open_credit_common import OpenCreditCase


@tagged("post_install", "-at_install")
class TestAuditRights(OpenCreditCase):
    def audit(self, user):
        self.env.flush_all()
        findings = self.env["account.note.finding"].with_user(user)
        findings.action_audit()
        return findings.search([])

    def test_readers_run_it(self):
        note = self.note()
        for group in ("invoice", "readonly", "manager"):
            user = self.member(f"audit-{group}", f"account.group_account_{group}")
            findings = self.audit(user)
            self.assertIn(note, findings.move_id)
            self.assertTrue(all(findings.mapped("text")))
            for operation in ("create", "write", "unlink"):
                self.assertFalse(findings.has_access(operation))

    def test_others_do_not(self):
        user = self.member("audit-nobody", "base.group_user")
        with self.assertRaises(AccessError):
            self.audit(user)

    def test_findings_are_the_readers_own(self):
        self.note()
        theirs = self.audit(self.clerk("audit-first"))
        with self.assertRaises(AccessError):
            theirs.with_user(self.clerk("audit-second")).read(["text"])

    def test_companies_of_the_reader(self):
        other = self.setup_other_company()["company"]
        self.env["account.move"].with_company(other).create(
            {
                "move_type": "out_refund",
                "partner_id": self.partner.id,
                "invoice_date": "2026-03-01",
                "invoice_line_ids": [Command.create({"name": "x", "price_unit": 7.0})],
            }
        ).action_post()
        self.note()
        findings = self.audit(self.clerk("audit-clerk"))
        self.assertEqual(findings.company_id, self.env.company)
