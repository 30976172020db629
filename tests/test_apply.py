from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.application import Application

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestApply(NoteCase):
    """Exact amounts of credits for chosen instalments, by the rules."""

    def test_a_chosen_instalment_is_settled_with_a_chosen_amount(self):
        invoice = self.invoice(
            ("Desk", 1, 100.0),
            tax=self.env["account.tax"],
            invoice_payment_term_id=self.halves.id,
        )
        first, second = self.open_items(invoice)
        note = self.goodwill()

        self.apply((self.open_items(note), second, 30.0), reason="Agreed on the phone")

        self.assertEqual(first.amount_residual, 50.0)
        self.assertEqual(second.amount_residual, 20.0)
        self.assertEqual(note.amount_residual, 70.0)
        record = invoice.note_application_ids
        self.assertEqual(record, note.note_application_ids)
        self.assertRecordValues(
            record,
            [
                {
                    "kind": "apply",
                    "credit_move_id": note.id,
                    "item_move_id": invoice.id,
                    "installment": "2/2",
                    "due_date": second.date_maturity,
                    "amount": 30.0,
                    "item_amount": 30.0,
                    "company_amount": 30.0,
                    "reason": "Agreed on the phone",
                    "user_id": self.env.uid,
                    "date": date.today(),
                    "is_in_force": True,
                }
            ],
        )

    def test_one_credit_settles_several_documents_in_one_call(self):
        invoices = [self.invoice(tax=self.env["account.tax"]) for _each in range(3)]
        note = self.goodwill(200.0)
        credit = self.open_items(note)

        made = self.apply(
            *(
                (credit, self.open_items(invoice), amount)
                for invoice, amount in zip(invoices, (50.0, 60.0, 90.0), strict=True)
            )
        )

        self.assertEqual([i.amount_residual for i in invoices], [50.0, 40.0, 10.0])
        self.assertEqual(note.payment_state, "paid")
        self.assertEqual(len(made), 3)

    def test_vendor_credits_are_applied_the_same_way(self):
        bill = self.invoice(move_type="in_invoice", tax=self.env["account.tax"])
        note = self.invoice(
            ("Goodwill", 1, 70.0),
            move_type="in_refund",
            tax=self.env["account.tax"],
        )
        record = self.apply((self.open_items(note), self.open_items(bill), 70.0))
        self.assertEqual(bill.amount_residual, 30.0)
        self.assertEqual(record.credit_move_id, note)
        self.assertEqual(record.account_type, "liability_payable")

    def test_a_stale_plan_is_refused(self):
        invoice = self.invoice(tax=self.env["account.tax"])
        note, other = self.goodwill(), self.goodwill(10.0)
        item, credit = self.open_items(invoice), self.open_items(note)
        seen = {item.id: 100.0, credit.id: 100.0}
        self.apply((self.open_items(other), item, 10.0))
        with self.refused(invoice.name, "100.00", "90.00"):
            self.apply((credit, item, 50.0), seen=seen)
        self.assertEqual(note.amount_residual, 100.0)

    def test_one_refused_share_refuses_all(self):
        invoice, other = self.invoice(), self.invoice(partner_id=self.partner_b.id)
        note = self.goodwill()
        credit = self.open_items(note)
        with self.refused(note.name, other.name, self.partner_b.name):
            self.apply(
                (credit, self.open_items(invoice), 10.0),
                (credit, self.open_items(other)[0], 10.0),
            )
        self.assertEqual(note.amount_residual, 100.0)

    def test_amounts_are_above_zero_and_within_what_is_open(self):
        invoice = self.invoice(tax=self.env["account.tax"])
        note = self.goodwill(40.0)
        credit, item = self.open_items(note), self.open_items(invoice)
        for amount in (0.0, -5.0, 40.01, float("nan")):
            with self.subTest(amount), self.assertRaises(UserError):
                self.apply((credit, item, amount))
        with self.refused(note.name, "40.00"):
            self.apply((credit, item, 30.0), (credit, item, 30.0))

    def test_a_doubtful_credit_settles_doubtful_documents_only(self):
        invoice, note = self.invoice(), self.goodwill()
        self.doubt(note)
        share = (self.open_items(note), self.open_items(invoice), 10.0)
        with self.refused(note.name, "doubtful"):
            self.apply(share)
        self.doubt(invoice)
        self.apply(share)
        self.assertEqual(note.amount_residual, 90.0)

    def test_the_rate_counts_where_the_company_says_so(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        self.env["res.currency.rate"].create(
            {"name": "2026-03-05", "rate": 4.0, "currency_id": euro.id}
        )
        invoice = self.invoice(currency_id=euro.id, tax=self.env["account.tax"])
        note = self.goodwill(50.0, currency_id=euro.id, invoice_date="2026-03-10")
        share = (self.open_items(note), self.open_items(invoice), 50.0)
        self.env.company.note_apply_rate = "same"
        with self.refused(note.name, invoice.name, "exchange rate"):
            self.apply(share)
        self.env.company.note_apply_rate = "any"
        record = self.apply(share, day=date(2026, 4, 1))
        self.assertEqual(invoice.amount_residual, 50.0)
        partial = self.env["account.partial.reconcile"].browse(record.partial_number)
        # Core books exchange differences at the end of a past month
        self.assertEqual(partial.exchange_move_id.date, date(2026, 4, 30))
        self.assertEqual(partial.max_date, date(2026, 4, 1))
        self.assertEqual(len(invoice.note_application_ids), 1)

        record._unapply()
        self.assertEqual(invoice.amount_residual, 100.0)
        self.assertEqual(sum(self.open_items(invoice).mapped("amount_residual")), 50.0)

    def test_the_day_of_an_application_is_not_in_a_locked_period(self):
        invoice, note = self.invoice(), self.goodwill()
        self.env.company.fiscalyear_lock_date = "2026-04-30"
        share = (self.open_items(note), self.open_items(invoice), 10.0)
        with self.refused("locked", "later date"):
            self.apply(share, day=date(2026, 4, 15))
        record = self.apply(share, day=date(2026, 5, 2))
        self.env.company.fiscalyear_lock_date = "2026-05-31"
        with self.refused(note.name, invoice.name, "locked"):
            record._unapply()

    def test_storno_entries_are_applied_like_others(self):
        for storno in (False, True):
            with self.subTest(storno):
                self.env.company.account_storno = storno
                invoice = self.invoice(("Desk", 1, 800.0), tax=self.env["account.tax"])
                note = self.goodwill(800.0)
                credit, item = self.open_items(note), self.open_items(invoice)
                self.assertEqual(credit.balance, -800.0)
                record = self.apply((credit, item, 800.0))
                self.assertEqual(record.credit_move_id, note)
                self.assertEqual(note.payment_state, "paid")
                self.assertEqual(invoice.amount_residual, 0.0)
                record._unapply()
                self.assertEqual(credit.amount_residual, -800.0)
                self.assertEqual(item.amount_residual, 800.0)

    def test_a_note_need_not_be_applied_on_posting(self):
        self.env.company.note_apply_on_posting = False
        invoice = self.invoice()
        note = self.credit(invoice)
        self.assertEqual(note.amount_residual, 115.0)
        self.assertEqual(invoice.amount_residual, 115.0)

    def test_a_reader_applies_nothing(self):
        invoice, note = self.invoice(), self.goodwill()
        reader = self.clerk("auditor")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        moves = self.env["account.move"].with_user(reader)
        credit = self.open_items(note).with_user(reader)
        item = self.open_items(invoice).with_user(reader)
        with self.assertRaises(AccessError):
            moves._note_apply(Application.of([(credit, item, 10.0)]))
        self.assertEqual(note.with_user(reader).amount_residual, 100.0)

    def test_a_billing_user_applies_and_takes_back(self):
        invoice, note = self.invoice(), self.goodwill()
        clerk = self.clerk("clerk_of_applications")
        record = (
            self.env["account.move"]
            .with_user(clerk)
            ._note_apply(
                Application.of(
                    [(self.open_items(note), self.open_items(invoice), 10.0)]
                )
            )
        )
        self.assertEqual(record.user_id, clerk)
        self.assertEqual(record._unapply().user_id, clerk)
        self.assertEqual(note.amount_residual, 100.0)
