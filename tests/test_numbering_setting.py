from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import Form, tagged

from .. import uninstall_hook
from .common import NoteCase


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install")
class TestNumberingSetting(NoteCase):
    """When numbers after documents may begin, and what is left when they end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = cls.company_data["default_journal_sale"]

    def numbered(self, value="origin"):
        self.sales.note_numbering = value

    def desks(self, **values):
        return self.invoice(("Desk", 9, 100.0), **values)

    def test_not_in_the_middle_of_a_year(self):
        self.credit(self.desks())
        with self.refused("RINV/2026/00001", "before the first note"):
            self.numbered()
        self.assertEqual(self.sales.note_numbering, "series")

    def test_not_beside_a_series_of_debit_notes(self):
        self.debit(self.desks())
        with self.refused("DINV/2026/00001"):
            self.numbered()

    def test_not_beside_a_series_that_ran_in_a_journal_for_notes(self):
        notes = self.env["account.journal"].create(
            {"name": "Returns", "code": "INV2", "type": "sale"}
        )
        note = self.credit(self.desks(), post=False)
        note.write({"journal_id": notes.id, "name": "RINV/2026/00009"})
        note.action_post()
        with self.refused("RINV/2026/00009"):
            notes.note_numbering = "origin"

    def test_before_the_first_note_of_a_year(self):
        old = self.desks()
        self.credit(old, Desk=1)
        self.invoice(move_type="out_refund")
        with freeze_time("2027-01-04"):
            self.numbered()
            new = self.desks(invoice_date="2027-01-03")
            note = self.credit(new, post=False, Desk=1)
            note.invoice_date = "2027-01-04"
            note.action_post()
            self.assertEqual(note.name, "RINV/2027/00001")
            loose = self.invoice(move_type="out_refund", invoice_date="2027-01-04")
            self.assertEqual(loose.name, "NRINV/2027/00001")

    def test_invoices_of_the_years_before_go_on_in_series(self):
        old = self.desks()
        self.credit(old, Desk=1)
        with freeze_time("2027-01-04"):
            self.numbered()
            note = self.credit(old, post=False, Desk=1)
            note.invoice_date = "2027-01-04"
            note.action_post()
            self.assertEqual(note.name, "NRINV/2027/00001")
        late = self.invoice(move_type="out_refund", invoice_date="2026-12-31")
        self.assertEqual(late.name, "RINV/2026/00002", "the old series ends as it was")

    def test_with_numbers_of_invoices_that_begin_differently(self):
        self.credit(self.desks())
        invoice = self.desks(post=False)
        invoice.name = "FA/2026/00001"
        invoice.action_post()
        self.numbered()
        self.assertEqual(self.credit(invoice, Desk=1).name, "RFA/2026/00001")
        self.assertEqual(self.credit(self.desks()).name, "RFA/2026/00002")

    def test_monthly_series_from_the_next_month_on(self):
        bills = self.company_data["default_journal_purchase"]
        bill = self.desks(move_type="in_invoice", invoice_date="2026-06-01")
        note = self.credit(bill, post=False, Desk=1)
        note.invoice_date = "2026-06-10"
        note.action_post()
        with self.refused("RBILL/2026/06/0001"):
            bills.note_numbering = "origin"
        with freeze_time("2026-07-01"):
            bills.note_numbering = "origin"
            loose = self.invoice(move_type="in_refund", invoice_date="2026-07-01")
            self.assertEqual(loose.name, "NRBILL/2026/07/0001")

    def test_back_to_series_meets_no_number(self):
        invoices = [self.desks() for _number in range(3)]
        self.invoice(move_type="out_refund", invoice_date="2025-03-01")
        self.numbered()
        for invoice in invoices:
            self.credit(invoice, Desk=1)
        self.numbered("series")
        names = [self.credit(invoices[0], Desk=1).name for _number in range(2)]
        self.assertEqual(names, ["NRINV/2026/00001", "NRINV/2026/00002"])
        self.numbered()
        self.assertEqual(
            self.credit(invoices[0], Desk=1).name, f"R{invoices[0].name}-2"
        )

    def test_series_entered_by_hand_does_not_run_into_chains(self):
        self.numbered()
        self.credit(self.desks())
        note = self.invoice(move_type="out_refund", post=False)
        note.name = "RINV/2026/00500"
        with self.refused("RINV/2026/00500", "RINV/2026/00001", "begins differently"):
            note.action_post()
        note.name = "RINV/2025/00500"
        note.invoice_date = "2025-03-01"
        note.action_post()

    def test_numbers_composed_by_a_country_are_kept(self):
        self.sales.sequence_override_regex = r"^(?P<prefix1>.*?)(?P<seq>\d+)$"
        with self.refused(self.sales.name, "rules of its country"):
            self.numbered()
        self.sales.sequence_override_regex = False
        self.numbered()
        journals = type(self.sales)
        with patch.object(journals, "_brings_own_numbering", lambda _journal: True):
            note = self.credit(self.desks())
            self.assertEqual(note.name, "RINV/2026/00001")
            self.assertFalse(note.note_number_base)
            self.assertEqual(
                self.invoice(move_type="out_refund").name, "RINV/2026/00002"
            )

    def test_journal_shows_the_choice_for_sales_and_purchases(self):
        with Form(self.sales) as form:
            form.note_numbering = "origin"
        self.assertEqual(self.sales._note_policy().numbering, "origin")
        bank = self.company_data["default_journal_bank"]
        with Form(bank) as form, self.assertRaises(AssertionError):
            form.note_numbering = "origin"

    def uninstall(self):
        """Leave what core finds once the addon, its columns and rules are gone."""
        uninstall_hook(self.env)
        self.env.cr.execute("UPDATE account_move SET note_number_base = NULL")
        self.env.cr.execute("UPDATE account_journal SET note_numbering = 'series'")
        self.env.invalidate_all()

    def credit_on(self, invoice, date):
        """Post a note in what to core's numbers is a transaction of its own."""
        self.env.cr.precommit.data.pop("sequence.mixin", None)
        note = self.credit(invoice, post=False, Desk=1)
        note.invoice_date = date
        note.action_post()
        return note

    def test_core_goes_on_after_the_last_number(self):
        self.numbered()
        invoices = [self.desks() for _number in range(4)]
        notes = [
            self.credit_on(invoices[number], f"2026-03-1{day}")
            for day, number in enumerate((2, 2, 1))
        ]
        self.uninstall()
        self.assertEqual(
            [(note.sequence_prefix, note.sequence_number) for note in notes],
            [("RINV/2026/", 3), ("RINV/2026/", 0), ("RINV/2026/", 2)],
        )
        for number in ("RINV/2026/00004", "RINV/2026/00005"):
            self.assertEqual(self.credit_on(invoices[0], "2026-03-20").name, number)

    def test_core_fills_one_gap_where_the_last_note_was_a_second_one(self):
        self.numbered()
        invoices = [self.desks() for _number in range(4)]
        for number in (1, 2, 2):
            self.credit_on(invoices[number], f"2026-03-1{number}")
        self.credit_on(invoices[2], "2026-03-15")
        self.uninstall()
        for number in ("RINV/2026/00001", "RINV/2026/00004", "RINV/2026/00005"):
            self.assertEqual(self.credit_on(invoices[0], "2026-03-20").name, number)

    def test_core_finds_hashes_right_after_uninstalling(self):
        self.numbered()
        self.sales.restrict_mode_hash_table = True
        invoices = [self.desks() for _number in range(3)]
        for number in (0, 1, 1):
            self.credit(invoices[number], Desk=1)
        self.credit(invoices[0], Desk=1)
        loose = self.credit(invoices[2], Desk=1)
        self.uninstall()
        self.env.user.group_ids += self.env.ref("account.group_account_user")
        results = self.env.company._check_hash_integrity()["results"]
        self.assertNotIn("corrupted", {result["status"] for result in results})
        self.assertTrue(loose.inalterable_hash)
