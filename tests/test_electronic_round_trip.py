from odoo.tests import tagged

from .electronic_common import BIS3, CII, UBL, ElectronicCase
from .sampling import sample


@tagged("post_install", "-at_install")
class TestElectronicRoundTrip(ElectronicCase):
    """What one company sends, another one understands."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls.setup_other_company(name="Buyer")

    def transfer(self, move, model):
        """Send a document to the buyer, and return what arrives."""
        content = self.env[model]._export_invoice(move)[0]
        company = self.buyer["company"]
        attachment = self.env["ir.attachment"].create(
            {"name": "sent.xml", "raw": content, "mimetype": "application/xml"}
        )
        journal = self.buyer["default_journal_purchase"].with_company(company)
        return journal._create_document_from_attachment(attachment.ids)

    def test_notes_find_their_origins(self):
        for model in sample((UBL, BIS3, CII), 1, self._testMethodName):
            with self.subTest(model):
                invoice = self.invoice(("Desk", 2, 100.0))
                bill = self.transfer(invoice, model)
                self.assertEqual(bill.ref, invoice.name)
                note = self.transfer(self.credit(invoice, Desk=1), model)
                self.assertEqual(note.reversed_entry_id, bill)
                self.assertEqual(note.amount_untaxed, 100.0)
                debit = self.transfer(self.debit(invoice), model)
                self.assertEqual(debit.debit_origin_id, bill)

    def test_lines_of_several_origins_find_theirs(self):
        for model in sample((UBL, BIS3, CII), 1, self._testMethodName):
            with self.subTest(model):
                invoices = [self.invoice() for _ in range(3)]
                bills = [self.transfer(invoice, model) for invoice in invoices]
                note = self.transfer(self.rebate(*invoices), model)
                origins = [line.origin_move_id for line in note.invoice_line_ids]
                self.assertEqual(origins, bills)
