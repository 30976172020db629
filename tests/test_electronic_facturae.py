from unittest.mock import patch

from lxml import etree

from odoo.tests import tagged

from ..models.electronic import national_es
from ..models.electronic.account_move_national import _for_notes, _wrap_methods
from .electronic_common import ElectronicCase

# As the module of Odoo writes it, no more than what is completed
FACTURAE = b"""<Facturae><Invoices><Invoice><InvoiceHeader>
<InvoiceNumber>N1</InvoiceNumber><InvoiceClass>OO</InvoiceClass>
<Corrective><InvoiceNumber>INV/2026/00009</InvoiceNumber></Corrective>
</InvoiceHeader></Invoice></Invoices></Facturae>"""
PATHS = (
    "InvoiceClass",
    "Corrective/InvoiceNumber",
    "CorrectionMethod",
    "AdditionalReasonDescription",
)
DATA = {
    "ReasonCode": "10",
    "Reason": "Detalle Operación",
    "TaxPeriod": {"StartDate": "2026-03-01", "EndDate": "2026-03-31"},
}
SIGN, CORRECTIVE = (
    "_l10n_es_facturae_sign_xml",
    "_l10n_es_edi_facturae_get_corrective_data",
)


@tagged("post_install", "-at_install")
class TestElectronicFacturae(ElectronicCase):
    """Facturae: every note corrects what it corrects, by its own method."""

    def facturae(self, note):
        """Return class, first corrected number, method and words of a document."""
        model = self.registry["account.move"]
        core = patch.object(model, SIGN, lambda move, tree, _data: tree, create=True)
        data = patch.object(model, CORRECTIVE, lambda move: DATA, create=True)
        with core, data:
            _wrap_methods(model, {SIGN: _for_notes(national_es.sign_xml)})
            written = getattr(note, SIGN)(etree.fromstring(FACTURAE), {})
        return [written.findtext(f".//{path}") for path in PATHS]

    def test_whole_documents_are_01(self):
        note = self.credit(self.invoice(), post=False)
        note.note_reason_text = "Broken"
        note.action_post()
        number = note.reversed_entry_id.name
        self.assertEqual(self.facturae(note), ["OR", number, "01", "Broken"])

    def test_parts_are_02_and_increases_are_corrections_as_well(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        for note in (self.credit(invoice, Desk=1), self.debit(invoice)):
            self.assertEqual(self.facturae(note)[:3], ["OR", invoice.name, "02"])

    def test_rebates_are_03(self):
        rebate = self.env["account.note.reason"].create(
            {"name": "Bonus", "code": "TEST-B", "kind": "rebate"}
        )
        note = self.rebate(self.invoice(), note_reason_id=rebate.id)
        self.assertEqual(self.facturae(note)[2], "03")

    def test_code_is_that_of_the_reason_unless_somebody_chose_one(self):
        kinds = "tax", "price", "rebate", "goodwill", "other"
        codes = [national_es.choose_reason(False, kind) for kind in kinds]
        self.assertEqual(codes, ["11", "16", "83", "83", "10"])
        self.assertEqual(national_es.choose_reason("04", "price"), "04")

    def test_all_origins_are_named_and_those_of_older_systems(self):
        first, second = self.invoice(), self.invoice()
        _class, number, _method, words = self.facturae(self.rebate(first, second))
        self.assertEqual(number, first.name)
        self.assertIn(f"{first.name}, {second.name}", words)
        older = self.invoice(
            move_type="out_refund",
            external_origin_number="OLD-7",
            external_origin_date="2026-02-01",
        )
        self.assertEqual(self.facturae(older)[1], "OLD-7")

    def test_invoice_is_written_as_the_localization_does(self):
        self.assertEqual(self.facturae(self.invoice())[:2], ["OO", "INV/2026/00009"])
