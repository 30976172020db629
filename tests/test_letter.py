from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .letter_common import LetterCase


@tagged("post_install", "-at_install")
class TestLetter(LetterCase):
    """What a letter of applied credit notes says."""

    def test_an_invoice_is_followed_by_its_notes(self):
        invoice, note = self.bill_and_note()
        self.register_payment(invoice, 25.0)
        self.assertEqual(
            self.cells(
                self.letter(self.partner_a),
                *("document", "original", "settled", "applied", "open"),
            ),
            [
                (invoice.name, "$ 100.00", "$ -25.00", "$ -40.00", "$ 35.00"),
                (f"Credit note {note.name}", "$ -40.00", "", "$ -40.00", ""),
                ("Total USD", "$ 100.00", "$ -25.00", "$ -40.00", "$ 35.00"),
            ],
        )

    def test_a_note_is_followed_by_its_invoices(self):
        invoice, note = self.bill_and_note(taken=40.0, price=30.0, applied=30.0)
        layout = self.env.ref("account_credit_debit_note.note_letter_layout_note")
        self.assertEqual(
            self.cells(
                self.letter(self.partner_a, layout_id=layout.id),
                *("document", "original", "applied", "open"),
            ),
            [
                (f"Credit note {note.name}", "$ -40.00", "$ 30.00", "$ -10.00"),
                (invoice.name, "$ 30.00", "$ 30.00", ""),
                ("Total USD", "$ -40.00", "$ 30.00", "$ -10.00"),
            ],
        )

    def test_columns_are_those_of_the_layout_in_its_order(self):
        self.bill_and_note(note_reason_text="Leg broken")
        layout = self.layout("open", "reason", heading={"open": "Still to pay"})
        [sheet] = self.sheets(self.letter(self.partner_a, layout_id=layout.id))
        self.assertEqual(
            [column["label"] for column in sheet["columns"]],
            ["Document", "Still to pay", "Reason"],
        )
        self.assertEqual(sheet["rows"][1]["cells"]["reason"], "Leg broken")

    def test_dates_and_references_of_both_documents(self):
        self.bill_and_note(ref="PO 7")
        names = ("date", "due_date", "reference", "applied_on")
        layout = self.layout(*names)
        window = self.letter(self.partner_a, layout_id=layout.id)
        self.assertEqual(
            self.cells(window, *names)[:2],
            [
                ("03/01/2026", "03/01/2026", "PO 7", ""),
                ("03/01/2026", "", "PO 7", "03/15/2026"),
            ],
        )

    def test_currencies_have_tables_and_totals_of_their_own(self):
        self.bill_and_note()
        euro = self.setup_other_currency("EUR")
        self.bill_and_note(currency_id=euro.id, price=200.0)
        first, second = self.sheets(self.letter(self.partner_a))
        self.assertEqual([first["currency"], second["currency"]], ["USD", "EUR"])
        self.assertEqual(first["rows"][-1]["cells"]["open"], "$\xa060.00")
        self.assertEqual(second["rows"][-1]["cells"]["open"], "160.00\xa0€")

    def test_instalments_are_named(self):
        invoice = self.invoice(
            ("Desk", 1, 100.0), tax=self.no_tax, invoice_payment_term_id=self.halves.id
        )
        note = self.goodwill(20.0, invoice_payment_term_id=False)
        second = self.open_items(invoice)[1]
        self.apply((self.open_items(note), second, 20.0), day=self.day(15))
        layout = self.layout("installment", "applied")
        window = self.letter(self.partner_a, layout_id=layout.id)
        self.assertEqual(
            self.cells(window, "document", "installment", "applied")[1],
            (f"Credit note {note.name}", "2/2", "$ -20.00"),
        )

    def test_the_period_has_both_its_borders(self):
        inside = [
            self.bill_and_note(applied_on=day)[0]
            for day in ("2026-03-01", "2026-03-31")
        ]
        early, _note = self.bill_and_note(
            applied_on="2026-02-28", invoice_date="2026-02-01"
        )
        late, _note = self.bill_and_note(applied_on="2026-04-01")
        shown = [row[0] for row in self.cells(self.letter(self.partner_a), "document")]
        self.assertEqual(shown[::2], [move.name for move in inside] + ["Total USD"])
        self.assertNotIn(early.name, shown)
        self.assertNotIn(late.name, shown)

    def take_back(self, note, day):
        with freeze_time(f"{day} 12:00:00"):
            note.note_application_ids._unapply("Mistake")

    def test_what_was_taken_back_within_the_period_is_not_there(self):
        _invoice, note = self.bill_and_note()
        self.take_back(note, "2026-03-20")
        with self.refused("No credit note was applied"):
            self.letter(self.partner_a).action_print()

    def test_what_was_taken_back_later_is_as_it_was(self):
        _invoice, note = self.bill_and_note()
        self.take_back(note, "2026-04-02")
        rows = self.cells(self.letter(self.partner_a), "applied", "open")
        self.assertEqual(rows[0], ("$ -40.00", "$ 60.00"))

    def test_the_end_of_an_earlier_application_is_below_zero(self):
        invoice, note = self.bill_and_note(
            applied_on="2026-02-10", invoice_date="2026-02-01"
        )
        self.take_back(note, "2026-03-20")
        self.assertEqual(
            self.cells(self.letter(self.partner_a), "document", "applied", "open")[:2],
            [
                (invoice.name, "$ 40.00", "$ 100.00"),
                (f"Credit note {note.name}", "$ 40.00", ""),
            ],
        )

    def test_what_was_applied_anew_stands_once(self):
        invoice, note = self.bill_and_note()
        self.take_back(note, "2026-03-20")
        self.settle(note, invoice, 30.0, "2026-03-25")
        rows = self.cells(self.letter(self.partner_a), "document", "applied")
        self.assertEqual(len(rows), 3)
        self.assertEqual(rows[1], (f"Credit note {note.name}", "$ -30.00"))

    def test_a_vendor_reads_its_own_numbers(self):
        bill, note = self.bill_and_note(side="in", ref="V-77")
        layout = self.layout("reference", "applied", "open")
        window = self.letter(
            self.partner_a, account_type="liability_payable", layout_id=layout.id
        )
        self.assertEqual(
            self.cells(window, "document", "reference", "applied", "open")[:2],
            [
                (bill.name, "V-77", "$ -40.00", "$ 60.00"),
                (f"Credit note {note.name}", "V-77", "$ -40.00", ""),
            ],
        )
        self.assertEqual(self.letter(self.partner_a).letter_count, 0)

    def test_a_payment_of_a_note_is_no_application(self):
        note = self.goodwill(30.0)
        self.register_payment(note, 30.0)
        self.assertEqual(self.letter(self.partner_a).letter_count, 0)

    def test_nothing_of_another_company(self):
        self.bill_and_note()
        other = self.setup_other_company()["company"]
        window = self.letter().with_company(other)
        window.company_id = other
        self.assertFalse(window.letter_count)

    def test_reads_no_more_often_for_more_partners(self):
        def count(partners):
            window = self.letter(*partners)
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

    def layout(self, *columns, heading=None):
        return self.env["account.note.letter.layout"].create(
            {
                "name": "Mine",
                "column_ids": [
                    Command.create(
                        {"column": column, "heading": (heading or {}).get(column)}
                    )
                    for column in columns
                ],
            }
        )
