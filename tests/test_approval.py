from odoo.tests import tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestApproval(ApprovalCase):
    """Threshold, request, approval, refusal: who, when, and what follows."""

    def test_note_up_to_the_limit_needs_nobody(self):
        note = self.draft(1000.0)
        self.assertFalse(note.note_approval_state)
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_note_above_the_limit_waits_for_approval(self):
        note = self.draft(1000.01)
        self.assertEqual(note.note_approval_state, "needed")
        with self.refused("cannot be posted", "1,000.01", "1,000.00", "Draft"):
            note.action_post()
        self.assertEqual(note.state, "draft")

    def test_no_threshold_is_the_default(self):
        fresh = self.env["res.company"].create({"name": "Fresh"})
        self.assertEqual(fresh.note_approval_threshold, 0.0)
        self.env.company.note_approval_threshold = 0.0
        note = self.draft()
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_limit_is_in_the_currency_of_the_company(self):
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 0.5)])
        self.assertFalse(self.draft(500.0, currency_id=euro.id).note_approval_state)
        note = self.draft(501.0, currency_id=euro.id)
        self.assertEqual(note.note_approval_state, "needed")

    def test_notes_of_vendors_and_debit_notes_need_it_too(self):
        note = self.draft(move_type="in_invoice")
        self.assertEqual(note.note_approval_state, "needed")
        debit = self.debit(self.invoice(("Desk", 1, 2000.0)), post=False)
        self.assertEqual(debit.note_approval_state, "needed")

    def test_invoices_need_none(self):
        invoice = self.invoice(("Desk", 1, 2000.0), post=False)
        self.assertFalse(invoice.note_approval_state)
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")

    def test_approved_note_is_posted_by_the_clerk(self):
        note = self.approved()
        self.assertEqual(note.note_approval_state, "approved")
        note.with_user(self.maker).action_post()
        self.assertEqual(note.state, "posted")
        self.assertEqual(note.note_approval_state, "approved")

    def test_who_and_when_are_kept_and_told(self):
        note = self.draft()
        self.assertTrue(self.request(note))
        self.assertEqual(note.note_approval_requested_by, self.maker)
        self.assertFalse(note.note_approval_by)
        self.assertTrue(self.approve(note))
        self.assertEqual(note.note_approval_by, self.chief)
        self.assertTrue(note.note_approval_on)
        history = self.messages(note)
        self.assertIn("maker-clerk requested approval", history)
        self.assertIn("2,000.00", history)
        self.assertIn("chief-clerk approved this note", history)

    def test_refusal_says_why_and_the_requester_is_told(self):
        note = self.draft()
        self.request(note)
        self.refuse(note, "  Credit half of it ")
        self.assertEqual(note.note_approval_state, "refused")
        self.assertEqual(note.note_approval_comment, "Credit half of it")
        message = note.message_ids[0]
        self.assertIn("Credit half of it", message.body)
        self.assertEqual(message.partner_ids, self.maker.partner_id)
        with self.refused("cannot be posted"):
            note.action_post()

    def test_refusal_without_a_comment_is_refused(self):
        note = self.draft()
        self.request(note)
        with self.refused("Say why"):
            self.refuse(note, " \n ")

    def test_refused_note_can_be_requested_again(self):
        note = self.draft()
        self.request(note)
        self.refuse(note)
        with self.refused("was rejected", "again"):
            self.approve(note)
        self.request(note)
        self.assertFalse(note.note_approval_comment)
        self.approve(note)
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_nothing_is_requested_or_approved_twice_or_for_nothing(self):
        small, note = self.draft(10.0), self.draft()
        with self.refused("needs no approval"):
            self.request(small)
        with self.refused("Press Request Approval first"):
            self.approve(note)
        self.request(note)
        with self.refused("waits for approval already"):
            self.request(note)
        self.approve(note)
        for step in (self.request, self.approve, self.refuse):
            with self.refused("approved already"):
                step(note)

    def test_several_notes_at_once(self):
        notes = self.draft() | self.draft(3000.0)
        self.request(notes)
        self.approve(notes)
        notes.action_post()
        self.assertEqual(set(notes.mapped("state")), {"posted"})

    def test_copy_is_not_approved(self):
        copy = self.approved().copy()
        self.assertEqual(copy.note_approval_state, "needed")
        self.assertFalse(copy.note_approval)

    def test_note_reset_to_draft_and_unchanged_stays_approved(self):
        note = self.approved()
        note.action_post()
        note.button_draft()
        note.action_post()
        self.assertEqual(note.state, "posted")


@tagged("post_install", "-at_install")
class TestApprovalByReason(ApprovalCase):
    """A reason asks for approval always, or above an amount of its own."""

    def reason(self, threshold=0.0):
        return self.env["account.note.reason"].create(
            {
                "name": "Goodwill of the house",
                "code": "HOUSE",
                "needs_approval": True,
                "approval_threshold": threshold,
            }
        )

    def with_reason(self, price, threshold=0.0):
        note = self.draft(price)
        note.note_reason_id = self.reason(threshold)
        return note

    def test_reason_that_always_needs_it(self):
        self.env.company.note_approval_threshold = 0.0
        note = self.with_reason(0.01)
        with self.refused("every note with the reason Goodwill of the house"):
            note.action_post()
        self.request(note)
        self.approve(note)
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_reason_with_a_lower_limit(self):
        self.assertFalse(self.with_reason(100.0, 100.0).note_approval_state)

    def test_lower_limit_is_named(self):
        with self.refused("100.01", "100.00", "limit of the reason Goodwill"):
            self.with_reason(100.01, 100.0).action_post()

    def test_reason_cannot_raise_the_limit_of_the_company(self):
        with self.refused("above", "1,000.00"):
            self.with_reason(2000.0, 5000.0).action_post()

    def test_amount_of_a_reason_that_needs_none_is_ignored(self):
        note = self.with_reason(500.0, 100.0)
        note.sudo().note_reason_id.needs_approval = False
        self.assertFalse(note.note_approval_state)
