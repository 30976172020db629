from freezegun import freeze_time

from odoo.tests import tagged

from .common import NoteCase


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install")
class TestNumberingOff(NoteCase):
    """A series of notes that is switched off numbers nothing any more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = cls.company_data["default_journal_sale"]
        cls.purchases = cls.company_data["default_journal_purchase"]

    def switch_off(self):
        (self.sales | self.purchases).write(
            {"refund_sequence": False, "debit_sequence": False}
        )

    def test_an_invoice_after_a_credit_note(self):
        invoice = self.invoice()
        self.assertEqual(invoice.name, "INV/2026/00001")
        self.assertEqual(self.credit(invoice).name, "RINV/2026/00001")
        self.switch_off()
        self.assertEqual(self.invoice().name, "INV/2026/00002")
        # From now on all are counted together
        self.assertEqual(self.credit(self.invoice()).name, "INV/2026/00004")
        self.assertEqual(self.invoice().name, "INV/2026/00005")

    def test_an_invoice_after_a_debit_note(self):
        self.assertEqual(self.debit(self.invoice()).name, "DINV/2026/00001")
        self.switch_off()
        self.assertEqual(self.invoice().name, "INV/2026/00002")
        self.assertEqual(self.debit(self.invoice()).name, "INV/2026/00004")

    def test_the_first_invoice_of_a_journal(self):
        self.assertEqual(self.goodwill().name, "RINV/2026/00001")
        self.switch_off()
        self.assertEqual(self.invoice().name, "INV/2026/00001")

    def test_the_first_invoice_of_a_year(self):
        self.credit(self.invoice())
        self.switch_off()
        first = self.invoice(invoice_date="2027-01-10")
        self.assertEqual(first.name, "INV/2027/00001")

    def test_bills(self):
        bill = self.invoice(move_type="in_invoice")
        note = self.credit(bill)
        self.assertTrue(note.name.startswith("RBILL/2026/"), note.name)
        self.switch_off()
        number = self.invoice(move_type="in_invoice").name
        self.assertTrue(number.startswith("BILL/2026/"), number)

    def test_notes_that_follow_no_document(self):
        self.sales.note_numbering = "origin"
        self.assertEqual(self.goodwill().name, "NRINV/2026/00001")
        self.switch_off()
        self.assertEqual(self.invoice().name, "INV/2026/00001")

    def test_a_common_series_that_begins_with_the_letter_goes_on(self):
        self.switch_off()
        self.sales.code = "RE"
        self.assertEqual(self.goodwill().name, "RE/2026/00001")
        self.assertEqual(self.invoice().name, "RE/2026/00002")
        self.assertEqual(self.goodwill().name, "RE/2026/00003")
        self.assertEqual(self.invoice().name, "RE/2026/00004")

    def test_a_series_that_is_on_goes_on(self):
        self.credit(self.invoice())
        self.assertEqual(self.invoice().name, "INV/2026/00002")
        self.assertEqual(self.goodwill().name, "RINV/2026/00002")
