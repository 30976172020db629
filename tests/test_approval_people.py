from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestApprovers(ApprovalCase):
    """Approvers are a group, and nobody approves their own."""

    def test_clerk_without_the_right_cannot_decide(self):
        note = self.draft()
        self.request(note)
        other = self.clerk("other-clerk")
        with self.refused("You may not approve", "Ask somebody"):
            self.approve(note, other)
        with self.refused("You may not approve"):
            note.with_user(other)._note_reject("No")
        with self.assertRaises(AccessError):
            self.refuse(note, user=other)
        self.assertFalse(note.with_user(other).may_decide_on_note)

    def test_author_cannot_decide(self):
        second = self.approver("second-chief")
        note = self.draft(user=self.chief)
        self.request(note)
        for step in (self.approve, self.refuse):
            with self.refused("somebody else has to approve it"):
                step(note)
        self.assertFalse(note.with_user(self.chief).may_decide_on_note)
        self.approve(note, second)

    def test_requester_cannot_decide(self):
        self.approver("second-chief")
        note = self.draft()
        self.request(note, self.chief)
        with self.refused("somebody else has to approve it"):
            self.approve(note)

    def test_administrator_cannot_decide_on_their_own(self):
        admin = self.approver("admin-chief")
        admin.group_ids |= self.env.ref("base.group_system") | self.env.ref(
            "account.group_account_manager"
        )
        note = self.draft(user=admin)
        self.request(note, admin)
        with self.refused("somebody else has to approve it"):
            self.approve(note, admin)

    def test_administrator_without_the_right_cannot_decide(self):
        note = self.draft()
        self.request(note)
        for user in (self.env.user, self.env.ref("base.user_root")):
            with self.refused("You may not approve"):
                self.approve(note, user)

    def test_sudo_does_not_give_the_right(self):
        note = self.draft()
        self.request(note)
        with self.refused("You may not approve"):
            note.with_user(self.clerk("other-clerk")).sudo().action_approve_notes()
        with self.refused("somebody else"):
            self.maker.group_ids |= self.env.ref(
                "account_credit_debit_note.group_note_approver"
            )
            note.with_user(self.maker).sudo().action_approve_notes()

    def test_right_comes_with_no_other_and_gives_none(self):
        group = self.env.ref("account_credit_debit_note.group_note_approver")
        self.assertFalse(group.implied_by_ids)
        self.assertFalse(group.implied_ids)

    def test_approver_may_be_an_auditor_who_only_reads(self):
        auditor = self.approver("auditor-chief")
        auditor.group_ids -= self.env.ref("account.group_account_invoice")
        auditor.group_ids |= self.env.ref("account.group_account_readonly")
        note = self.draft()
        self.request(note)
        self.assertIn(auditor, self.waiting(note))
        self.approve(note, auditor)
        self.assertEqual(note.note_approval_state, "approved")
        with self.assertRaises(AccessError):
            note.with_user(auditor).write({"ref": "Mine"})

    def test_right_alone_does_not_open_documents(self):
        stranger = self.approver("stranger")
        stranger.group_ids -= self.env.ref("account.group_account_invoice")
        note = self.draft()
        self.request(note)
        self.assertNotIn(stranger, self.waiting(note))
        with self.assertRaises(AccessError):
            self.approve(note, stranger)

    def test_auditor_cannot_request(self):
        auditor = self.clerk("auditor")
        auditor.group_ids = [
            Command.set(self.env.ref("account.group_account_readonly").ids)
        ]
        with self.assertRaises(AccessError):
            self.request(self.draft(), auditor)

    def test_request_without_anybody_to_approve_is_refused(self):
        note = self.draft(user=self.chief)
        with self.refused("Nobody besides you", "Approve notes"):
            self.request(note, self.chief)
        with self.refused("Nobody besides you"):
            self.request(note)

    def test_approver_of_another_company_is_not_asked(self):
        other = self.setup_other_company()["company"]
        away = self.approver("away-chief")
        away.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        note = self.draft()
        self.request(note)
        self.assertEqual(self.waiting(note), self.chief)
        with self.assertRaises(AccessError):
            self.approve(note, away)

    def test_limit_is_that_of_the_company_of_the_note(self):
        other = self.setup_other_company()
        note = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "company_id": other["company"].id,
                "partner_id": self.partner_a.id,
                "invoice_date": "2026-03-01",
                "invoice_line_ids": [
                    Command.create({"name": "Desk", "price_unit": 2000.0})
                ],
            }
        )
        self.assertFalse(note.note_approval_state)
        other["company"].note_approval_threshold = 500.0
        self.assertEqual(note.note_approval_state, "needed")
