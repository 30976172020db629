from odoo import Command, fields
from odoo.tests import tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalChange(ApprovalCase):
    """What is changed after the request or the approval is asked for again."""

    def voided(self, change, **values):
        note = self.approved(**values)
        change(note)
        self.assertEqual(note.note_approval_state, "needed")
        with self.refused("cannot be posted"):
            note.action_post()

    def test_amounts(self):
        self.voided(lambda note: note.invoice_line_ids.write({"price_unit": 1999.0}))
        self.voided(lambda note: note.invoice_line_ids.write({"quantity": 2.0}))
        self.voided(lambda note: note.invoice_line_ids.write({"discount": 10.0}))

    def test_same_total_of_other_quantities(self):
        def change(note):
            note.invoice_line_ids.write({"quantity": 2.0, "price_unit": 1000.0})

        self.voided(change)

    def test_partner(self):
        def change(note):
            contact = self.partner_a.create(
                {"name": "Branch", "parent_id": self.partner_a.id}
            )
            note.partner_id = contact

        self.voided(change)

    def test_origin_of_the_document(self):
        other = self.invoice(("Desk", 1, 2000.0))

        def change(note):
            note.reversed_entry_id = other

        self.voided(change)

    def test_origin_of_a_line(self):
        other = self.invoice(("Desk", 1, 2000.0))

        def change(note):
            note.invoice_line_ids.origin_line_id = other.invoice_line_ids
            note.invoice_line_ids.origin_move_id = other

        self.voided(change)

    def test_accounts(self):
        income = self.company_data["default_account_revenue"].copy()
        self.voided(lambda note: note.invoice_line_ids.write({"account_id": income.id}))
        receivable = self.company_data["default_account_receivable"].copy()

        def change(note):
            term = note.line_ids.filtered(
                lambda line: line.display_type == "payment_term"
            )
            term.account_id = receivable

        self.voided(change)

    def test_taxes_and_currency(self):
        free = self.tax.copy({"amount": 0.0, "name": "Free"})
        self.voided(
            lambda note: note.invoice_line_ids.write(
                {"tax_ids": [Command.set(free.ids)]}
            )
        )

    def test_reason(self):
        reason = self.env.ref("account_credit_debit_note.reason_goodwill")
        self.voided(lambda note: note.write({"note_reason_id": reason.id}))

    def test_further_line(self):
        lines = [Command.create({"name": "Chair", "quantity": 1, "price_unit": 0.0})]
        self.voided(lambda note: note.write({"invoice_line_ids": lines}))

    def test_words_and_dates_may_change(self):
        note = self.approved()
        note.write({"ref": "As agreed", "invoice_date": "2026-03-11"})
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_change_back_makes_it_good_again(self):
        note = self.approved()
        note.invoice_line_ids.price_unit = 3000.0
        note.invoice_line_ids.price_unit = 2000.0
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_what_was_changed_after_the_request_cannot_be_approved(self):
        note = self.draft()
        self.request(note)
        note.with_user(self.chief).invoice_line_ids.price_unit = 1999.0
        with self.refused("was changed", "Press Request Approval"):
            self.approve(note)

    def test_what_was_changed_and_requested_meanwhile_has_to_be_seen(self):
        note = self.draft()
        self.request(note)
        seen = note.note_approval_basis
        note.invoice_line_ids.price_unit = 1999.0
        self.request(note)
        with self.refused("while you looked at it"):
            self.approve(note, note_approval_seen=seen)
        self.approve(note, note_approval_seen=note.note_approval_basis)
        self.assertEqual(note.note_approval_state, "approved")

    def test_date_of_posting_does_not_void_it(self):
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 0.5)])
        self.env.company.note_rate = "date"
        note = self.draft(currency_id=euro.id)
        note.invoice_date = False
        self.request(note)
        self.approve(note)
        euro.rate_ids.create(
            {
                "currency_id": euro.id,
                "name": fields.Date.today(),
                "rate": 0.25,
                "company_id": self.env.company.id,
            }
        )
        note.action_post()
        self.assertEqual(note.state, "posted")
