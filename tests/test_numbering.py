from freezegun import freeze_time

from odoo.tests import Form, tagged

from .common import NoteCase


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install")
class TestNumbering(NoteCase):
    """Notes that are numbered after the document they correct."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = cls.company_data["default_journal_sale"]
        cls.bills = cls.company_data["default_journal_purchase"]
        (cls.sales | cls.bills).note_numbering = "origin"

    def desks(self, **values):
        return self.invoice(("Desk", 9, 100.0), **values)

    def test_series_is_the_default_and_core_s(self):
        self.assertEqual(
            self.env["account.journal"]
            .create({"name": "Shop", "code": "SHP", "type": "sale"})
            .note_numbering,
            "series",
        )
        self.sales.note_numbering = "series"
        self.assertEqual(self.credit(self.desks()).name, "RINV/2026/00001")
        self.assertEqual(self.debit(self.desks()).name, "DINV/2026/00001")

    def test_number_is_that_of_the_invoice_with_a_letter(self):
        self.desks()
        invoice = self.desks()
        self.assertEqual(self.credit(invoice, Desk=1).name, "R" + invoice.name)
        self.assertEqual(self.debit(invoice).name, "D" + invoice.name)

    def test_further_notes_count_on_from_two(self):
        first, second = self.desks(), self.desks()
        names = [self.credit(first, Desk=1).name for _number in range(3)]
        base = "R" + first.name
        self.assertEqual(names, [base, f"{base}-2", f"{base}-3"])
        self.assertEqual(self.credit(second, Desk=1).name, "R" + second.name)
        self.assertEqual(self.debit(first).name, "D" + first.name)
        self.assertEqual(self.debit(first).name, f"D{first.name}-2")

    def test_india_allows_sixteen_characters(self):
        self.env.company.account_fiscal_country_id = self.env.ref("base.in")
        untaxed = {"tax": self.env["account.tax"]}
        invoice = self.desks(**untaxed)
        first, second, third = (self.credit(invoice, Desk=1) for _number in range(3))
        self.assertEqual(first.name, "R" + invoice.name)
        self.assertEqual(second.name, "NRINV/2026/00001")
        self.assertEqual(third.name, "NRINV/2026/00002")
        self.assertEqual(self.debit(invoice).name, "D" + invoice.name)
        self.assertEqual(self.debit(invoice).name, "NDINV/2026/00001")
        for move in (first, second, third):
            self.assertLessEqual(len(move.name), 16)
        # What was given stays, and what a vendor is told is no tax invoice of ours
        first.button_draft()
        first.action_post()
        self.assertEqual(first.name, "R" + invoice.name)
        bill = self.desks(move_type="in_invoice", **untaxed)
        self.assertEqual(self.credit(bill, Desk=1).name, "R" + bill.name)

    def test_bills_and_their_notes(self):
        bill = self.desks(move_type="in_invoice")
        self.assertEqual(bill.name, "BILL/2026/03/0001")
        self.assertEqual(self.credit(bill, Desk=1).name, "RBILL/2026/03/0001")
        self.assertEqual(self.credit(bill, Desk=1).name, "RBILL/2026/03/0001-2")

    def test_notes_on_notes_carry_both_letters(self):
        debit = self.debit(self.desks())
        self.assertEqual(self.credit(debit, Desk=1).name, "RDINV/2026/00001")
        reversal = self.credit(self.credit(self.desks()))
        self.assertEqual(reversal.move_type, "out_invoice")
        self.assertEqual(reversal.name, "INV/2026/00003", "an invoice, no note")

    def test_notes_posted_together_get_one_number_each(self):
        invoice, other = self.desks(), self.desks()
        notes = self.env["account.move"].union(
            *(self.credit(invoice, post=False, Desk=1) for _number in range(2)),
            self.credit(other, post=False, Desk=1),
            self.invoice(move_type="out_refund", post=False),
            self.invoice(move_type="out_refund", post=False),
        )
        notes.action_post()
        self.assertEqual(
            sorted(notes.mapped("name")),
            [
                "NRINV/2026/00001",
                "NRINV/2026/00002",
                "RINV/2026/00001",
                "RINV/2026/00001-2",
                "RINV/2026/00002",
            ],
        )

    def test_note_without_invoice_has_a_series_of_its_own(self):
        names = [self.invoice(move_type="out_refund").name for _number in range(2)]
        self.assertEqual(names, ["NRINV/2026/00001", "NRINV/2026/00002"])
        bill = self.invoice(move_type="in_refund")
        self.assertEqual(bill.name, "NRBILL/2026/03/0001")

    def test_invoice_of_an_older_system_has_the_series(self):
        note = self.invoice(
            move_type="out_refund", external_origin_number="INV/2019/00004"
        )
        self.assertEqual(note.name, "NRINV/2026/00001")

    def test_note_over_several_invoices_has_the_series(self):
        invoices = [self.desks(), self.desks()]
        note = self.invoice(
            ("A", 1, 1.0), ("B", 1, 1.0), move_type="out_refund", post=0
        )
        for line, invoice in zip(note.invoice_line_ids, invoices, strict=True):
            line.origin_line_id = invoice.invoice_line_ids
        note.action_post()
        self.assertEqual(note.reversed_entry_id, invoices[0])
        self.assertEqual(note.name, "NRINV/2026/00001")

    def test_self_billing_keeps_its_series_by_partner(self):
        self.bills.is_self_billing = True
        bill = self.desks(move_type="in_invoice")
        note = self.credit(bill, Desk=1)
        partner = str(self.partner_a.id).zfill(5)
        self.assertEqual(note.name, f"RBILL{partner}/2026/03/0001")

    def test_invoices_count_on_beside_notes(self):
        invoice = self.desks()
        for note in (self.debit(invoice), self.debit(invoice), self.debit(invoice)):
            self.assertTrue(note.note_number_base)
        self.assertEqual(self.desks().name, "INV/2026/00002")
        self.credit(invoice, Desk=1)
        self.credit(invoice, Desk=1)
        invoice = self.desks(post=False, invoice_date="2026-03-20")
        _format, values = invoice._get_next_sequence_format()
        self.assertEqual(values["seq"], 2, "no number is tried in vain")
        invoice.action_post()
        self.assertEqual(invoice.name, "INV/2026/00003")

    def test_shared_series_of_invoices_and_notes_is_left_alone(self):
        self.sales.write({"refund_sequence": False, "debit_sequence": False})
        invoice = self.desks()
        self.assertEqual(self.credit(invoice, Desk=1).name, "RINV/2026/00001")
        self.assertEqual(self.credit(invoice, Desk=1).name, "RINV/2026/00001-2")
        loose = self.invoice(move_type="out_refund")
        self.assertEqual(loose.name, "INV/2026/00002")
        self.assertEqual(self.desks().name, "INV/2026/00003")

    def test_notes_of_another_journal_follow_too(self):
        returns = self.env["account.journal"].create(
            {
                "name": "Returns",
                "code": "RET",
                "type": "sale",
                "note_numbering": "origin",
                "default_account_id": self.sales.default_account_id.id,
            }
        )
        invoice = self.desks()
        note = self.credit(invoice, post=False, Desk=1)
        note.journal_id = returns
        note.action_post()
        self.assertEqual(note.name, "RINV/2026/00001")
        loose = self.invoice(move_type="out_refund", journal_id=returns.id)
        self.assertEqual(loose.name, "NRRET/2026/00001")
        self.assertEqual(self.credit(invoice, Desk=1).name, "RINV/2026/00001")

    def test_draft_shows_the_number_to_come(self):
        note = self.credit(self.desks(), post=False)
        self.assertFalse(note.name)
        self.assertEqual(note.name_placeholder, "RINV/2026/00001")
        with Form(note) as form:
            self.assertEqual(form.name_placeholder, "RINV/2026/00001")
        self.assertEqual(
            self.invoice(move_type="out_refund", post=False).name_placeholder,
            "NRINV/2026/00001",
        )

    def test_later_year_keeps_the_number_of_the_invoice(self):
        invoice = self.desks()
        with freeze_time("2027-02-01"):
            note = self.credit(invoice, post=False, Desk=1)
            note.invoice_date = "2027-01-10"
            note.action_post()
            self.assertEqual(note.name, "RINV/2026/00001")
            loose = self.invoice(move_type="out_refund", invoice_date="2027-01-11")
            self.assertEqual(loose.name, "NRINV/2027/00001")

    def test_series_of_notes_begins_anew_each_year(self):
        for date, number in [
            ("2025-12-31", "NRINV/2025/00001"),
            ("2026-01-02", "NRINV/2026/00001"),
            ("2025-12-31", "NRINV/2025/00002"),
        ]:
            note = self.invoice(move_type="out_refund", invoice_date=date)
            self.assertEqual(note.name, number)
