from odoo.tests import tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalNegative(ApprovalCase):
    """An invoice below zero becomes a note while it is posted, and waits as one."""

    def below_zero(self, amount):
        self.company_data["default_journal_sale"].note_negative = "always"
        invoice = self.invoice(
            ("Desk", 1, -amount), tax=self.env["account.tax"], post=False
        )
        return invoice.with_user(self.maker)

    def test_above_the_limit_it_waits_for_approval(self):
        document, other = self.below_zero(2000.0), self.below_zero(300.0)
        (document | other).action_post()
        self.assertRecordValues(
            document | other,
            [
                {"move_type": "out_refund", "state": "draft", "amount_total": 2000.0},
                {"move_type": "out_refund", "state": "posted", "amount_total": 300.0},
            ],
        )
        self.assertEqual(document.note_approval_state, "requested")
        self.assertIn(self.chief, self.waiting(document))
        self.assertIn("became a credit note", self.messages(document))
        self.assertFalse(document.name and document.name != "/")
        self.approve(document)
        document.action_post()
        self.assertEqual(document.state, "posted")
        self.assertEqual(document.note_approval_by, self.chief)

    def test_where_nobody_may_approve_it_stays_an_invoice(self):
        document = self.below_zero(2000.0)
        self.env["res.users"].search(
            [("all_group_ids", "in", self.chief.group_ids.ids)]
        ).group_ids -= self.env.ref("account_credit_debit_note.group_note_approver")
        with self.refused("Approve notes"):
            document.action_post()
        self.assertEqual(document.move_type, "out_invoice")
        self.assertEqual(document.state, "draft")
