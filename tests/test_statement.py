from freezegun import freeze_time

from odoo.tests import tagged

from .letter_common import LetterCase

COLUMNS = ("document", "original", "settled", "open")


@tagged("post_install", "-at_install")
class TestStatement(LetterCase):
    """What a statement of open items says."""

    def aged(self, window):
        [sheet] = self.sheets(window)
        return [amount.replace("\xa0", " ") for _label, amount in sheet["aged"]]

    def test_what_settled_an_invoice_stands_below_it(self):
        invoice, note = self.bill_and_note()
        self.register_payment(invoice, 25.0)
        payment = invoice.matched_payment_ids.move_id
        self.assertEqual(
            self.cells(self.statement(self.partner_a), *COLUMNS),
            [
                (invoice.name, "$ 100.00", "$ -65.00", "$ 35.00"),
                (f"Credit note {note.name}", "", "$ -40.00", ""),
                (f"Payment {payment.name}", "", "$ -25.00", ""),
                ("Total USD", "$ 100.00", "$ -65.00", "$ 35.00"),
            ],
        )

    def test_open_credits_are_below_zero(self):
        invoice, note = self.bill_and_note(applied=10.0)
        self.assertEqual(
            self.cells(self.statement(self.partner_a), *COLUMNS),
            [
                (invoice.name, "$ 100.00", "$ -10.00", "$ 90.00"),
                (f"Credit note {note.name}", "", "$ -10.00", ""),
                (f"Credit note {note.name}", "$ -40.00", "$ 10.00", "$ -30.00"),
                (f"Applied to {invoice.name}", "", "$ 10.00", ""),
                ("Total USD", "$ 60.00", "$ 0.00", "$ 60.00"),
            ],
        )

    def test_an_earlier_day_shows_what_was_open_then(self):
        invoice, _note = self.bill_and_note(taken=100.0)
        self.assertEqual(self.statement(self.partner_a).letter_count, 0)
        rows = self.cells(self.statement(self.partner_a, date="2026-03-14"), *COLUMNS)
        self.assertEqual(rows[0], (invoice.name, "$ 100.00", "", "$ 100.00"))
        self.assertEqual(rows[-1], ("Total USD", "$ 0.00", "$ 0.00", "$ 0.00"))
        window = self.statement(self.partner_a, date="2026-02-28")
        with self.refused("Nothing was open"):
            window.action_print()

    def test_what_was_taken_back_later_was_applied_on_the_day(self):
        invoice, note = self.bill_and_note()
        with freeze_time("2026-04-02 12:00:00"):
            note.note_application_ids._unapply("Mistake")
        self.assertEqual(
            self.cells(self.statement(self.partner_a), *COLUMNS)[:2],
            [
                (invoice.name, "$ 100.00", "$ -40.00", "$ 60.00"),
                (f"Credit note {note.name}", "", "$ -40.00", ""),
            ],
        )
        later = self.statement(self.partner_a, date="2026-04-02")
        self.assertEqual(self.cells(later, "settled"), [("",), ("",), ("$ 0.00",)])

    def test_a_settled_invoice_whose_note_was_taken_back_later_is_left_out(self):
        _invoice, note = self.bill_and_note(taken=100.0)
        with freeze_time("2026-04-02 12:00:00"):
            note.note_application_ids._unapply("Mistake")
        with self.refused("Nothing was open"):
            self.statement(self.partner_a).action_print()

    def test_vendors_are_owed_amounts_above_zero(self):
        bill, note = self.bill_and_note(side="in")
        window = self.statement(self.partner_a, account_type="liability_payable")
        self.assertEqual(
            self.cells(window, *COLUMNS)[:2],
            [
                (bill.name, "$ 100.00", "$ -40.00", "$ 60.00"),
                (f"Credit note {note.name}", "", "$ -40.00", ""),
            ],
        )
        self.assertEqual(self.statement(self.partner_a).letter_count, 0)

    def test_open_amounts_by_age(self):
        for due, amount in (
            ("2026-04-01", 1.0),
            ("2026-03-31", 2.0),
            ("2026-03-30", 4.0),
            ("2026-02-28", 8.0),
            ("2026-01-15", 16.0),
            ("2025-11-01", 32.0),
        ):
            self.invoice(
                ("Desk", 1, amount),
                tax=self.no_tax,
                invoice_date="2025-10-01",
                invoice_payment_term_id=False,
                invoice_date_due=due,
            )
        self.assertEqual(
            self.aged(self.statement(self.partner_a)),
            ["$ 3.00", "$ 4.00", "$ 8.00", "$ 16.00", "$ 32.00"],
        )

    def test_instalments_are_items_of_their_own(self):
        invoice = self.invoice(
            ("Desk", 1, 100.0), tax=self.no_tax, invoice_payment_term_id=self.halves.id
        )
        self.assertEqual(
            self.cells(self.statement(self.partner_a), "document", "due_date")[:2],
            [
                (f"{invoice.name} (1/2)", "03/31/2026"),
                (f"{invoice.name} (2/2)", "04/30/2026"),
            ],
        )

    def test_amounts_are_those_of_the_document(self):
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 0.5)])
        invoice, _note = self.bill_and_note(currency_id=euro.id)
        self.bill_and_note()
        dollars, euros = sorted(
            self.sheets(self.statement(self.partner_a)),
            key=lambda sheet: sheet["currency"],
            reverse=True,
        )
        self.assertEqual(dollars["rows"][-1]["cells"]["open"], "$\xa060.00")
        self.assertEqual(euros["rows"][0]["cells"]["document"], invoice.name)
        self.assertEqual(euros["rows"][0]["cells"]["open"], "60.00\xa0€")

    def test_contacts_are_part_of_their_company(self):
        invoice, _note = self.bill_and_note()
        contact = self.env["res.partner"].create(
            {"name": "Buyer", "parent_id": self.partner_a.id}
        )
        self.assertEqual(
            self.cells(self.statement(contact), "document")[0], (invoice.name,)
        )

    def test_drafts_are_left_out(self):
        self.invoice(post=False)
        self.assertEqual(self.statement(self.partner_a).letter_count, 0)

    def test_reads_no_more_often_for_more_partners(self):
        def count(partners):
            window = self.statement(*partners)
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            window._read_facts()
            return self.cr.sql_log_count - before

        partners = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(6)]
        )
        for partner in partners:
            self.bill_and_note(partner=partner)
        count(partners)  # rules and rights are read once
        self.assertEqual(count(partners), count(partners[:1]))
