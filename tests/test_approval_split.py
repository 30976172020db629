from odoo.tests import tagged

from .approval_common import ApprovalCase

ALERT = "account_note_split"


@tagged("post_install", "-at_install")
class TestApprovalSplit(ApprovalCase):
    """Notes that are above the limit together only: approvers hear of it."""

    def part(self, invoice, price=600.0, **values):
        return self.invoice(
            ("Goodwill", 1, price),
            move_type="out_refund",
            tax=self.env["account.tax"],
            reversed_entry_id=invoice.id,
            post=False,
            **values,
        )

    def test_the_note_that_passes_the_limit_is_told(self):
        invoice = self.invoice(("Desk", 1, 5000.0))
        first, second = self.part(invoice), self.part(invoice)
        for note in (first, second):
            note.with_user(self.maker).action_post()
        self.assertNotIn("1,200.00", self.messages(first))
        told = second.message_ids.filtered(lambda m: "1,200.00" in m.body)
        for part in (first.name, second.name, invoice.name, "1,000.00"):
            self.assertIn(part, told.body)
        self.assertEqual(told.partner_ids, self.chief.partner_id)

    def test_drafts_say_so(self):
        invoice = self.invoice(("Desk", 1, 5000.0))
        first, second = self.part(invoice), self.part(invoice)
        first.action_post()
        self.assertIn(first.name, second._get_alerts()[ALERT]["message"])

    def test_who_approves_one_hears_of_the_others(self):
        invoice = self.invoice(("Desk", 1, 5000.0))
        small, large = self.part(invoice), self.part(invoice, 1100.0)
        small.action_post()
        self.request(large)
        self.assertIn("1,700.00", self.messages(large))
        self.assertIn(small.name, self.messages(large))

    def test_another_day_document_or_kind_is_no_part(self):
        invoice, other = (self.invoice(("Desk", 1, 5000.0)) for _each in "ab")
        note = self.part(invoice)
        note.action_post()
        for another in (
            self.part(other),
            self.part(invoice, invoice_date="2026-03-02"),
            self.part(invoice, 400.0),
        ):
            self.assertNotIn(ALERT, another._get_alerts())
            another.action_post()
            self.assertNotIn(note.name, self.messages(another))

    def test_without_a_limit_nobody_asks(self):
        self.env.company.note_approval_threshold = 0.0
        invoice = self.invoice(("Desk", 1, 5000.0))
        self.part(invoice).action_post()
        self.assertNotIn(ALERT, self.part(invoice)._get_alerts())
