from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .open_credit_common import OpenCreditCase


@tagged("post_install", "-at_install")
class TestOpenCreditAccess(OpenCreditCase):
    def test_who_may_read(self):
        self.note()
        for group in ("invoice", "readonly", "manager"):
            user = self.member(f"credit-{group}", f"account.group_account_{group}")
            rows = self.rows().with_user(user)
            self.assertEqual(rows.read(["open_amount"])[0]["open_amount"], 115.0)

    def test_others_may_not(self):
        self.note()
        user = self.member("credit-nobody", "base.group_user")
        rows = self.rows().with_user(user)
        with self.assertRaises(AccessError):
            rows.search([])
        with self.assertRaises(AccessError):
            rows.action_open_note()

    def test_nobody_writes(self):
        self.note()
        user = self.member("credit-boss", "account.group_account_manager")
        row = self.rows().with_user(user)
        for operation in ("create", "write", "unlink"):
            self.assertFalse(row.has_access(operation))

    def test_companies_of_the_user(self):
        other = self.setup_other_company()["company"]
        self.note()
        self.env["account.move"].with_company(other).create(
            {
                "move_type": "out_refund",
                "partner_id": self.partner.id,
                "invoice_date": "2026-03-01",
                "invoice_line_ids": [Command.create({"name": "x", "price_unit": 7.0})],
            }
        ).action_post()
        user = self.clerk("credit-clerk")
        self.assertEqual(
            self.rows()
            .with_user(user)
            .search([("partner_id", "=", self.partner.id)])
            .company_id,
            self.env.company,
        )
        self.assertEqual(self.rows().sudo().company_id, self.env.company | other)
