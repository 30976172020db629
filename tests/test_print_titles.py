import re

from odoo.tests import tagged
from odoo.tools import is_html_empty

from .print_common import PrintCase


@tagged("post_install", "-at_install")
class TestPrintTitles(PrintCase):
    """Every document has its right title, whatever its state."""

    def titles(self, move):
        """Return the titles as draft, posted and cancelled, and as a proforma."""
        found = [self.title(move)]
        move.action_post()
        found += [self.title(move), self.title(move, proforma_invoice=True)]
        move.button_draft()
        move.button_cancel()
        return [*found, self.title(move)]

    def title(self, move, **context):
        html = self.html(move, **context)
        heading = html.split("<h2")[1].split("</h2>")[0]
        text = " ".join(re.sub("<[^>]*>|^[^<]*>", " ", heading).split())
        return text.replace(move.name or "/", "").strip()

    def test_debit_note(self):
        self.assertEqual(
            self.titles(self.debit(self.invoice(), post=False)),
            [
                "Draft Debit Note",
                "Debit Note",
                "Proforma Debit Note",
                "Cancelled Debit Note",
            ],
        )

    def test_credit_note(self):
        self.assertEqual(
            self.titles(self.credit(self.invoice(), post=False)),
            [
                "Draft Credit Note",
                "Credit Note",
                "Proforma Credit Note",
                "Cancelled Credit Note",
            ],
        )

    def test_corrective_invoices(self):
        invoice = self.invoice(("Desk", 4, 100.0))
        drafts = [self.credit(invoice, Desk=1, post=False), self.debit(invoice, False)]
        posted = [self.credit(invoice, Desk=1), self.debit(invoice)]
        other = self.invoice(move_type="out_refund", external_origin_number="OLD-7")
        goodwill = self.goodwill()
        # The taxes are of another country, so all is posted before
        for country in ("es", "hu", "pl"):
            self.env.company.account_fiscal_country_id = self.env.ref(f"base.{country}")
            with self.subTest(country):
                titles = {self.title(note) for note in drafts}
                self.assertEqual(titles, {"Draft Corrective Invoice"})
                titles = {self.title(note) for note in (*posted, other)}
                self.assertEqual(titles, {"Corrective Invoice"})
                title = self.title(posted[0], proforma_invoice=True)
                self.assertEqual(title, "Proforma Corrective Invoice")
                self.assertEqual(self.title(invoice), "Invoice")
                self.assertEqual(self.title(goodwill), "Credit Note")

    def test_corrective_invoices_say_which_way_they_go(self):
        invoices = [self.invoice() for _ in range(2)]
        first = invoices[0]
        credit, debit = self.credit(first, post=False), self.debit(first)
        both = self.rebate(*invoices)
        self.env.company.account_fiscal_country_id = self.env.ref("base.es")
        self.assertIn(f"Reduces {first.name} of 03/01/2026", self.pdf(credit))
        self.assertIn(f"Increases {first.name} of 03/01/2026", self.pdf(debit))
        self.assertIn("Reduces Date Amount", self.pdf(both))

    def test_vendor_credit_note(self):
        note = self.credit(self.invoice(move_type="in_invoice"), post=False)
        self.assertEqual(
            self.titles(note),
            [
                "Draft Vendor Credit Note",
                "Vendor Credit Note",
                "Proforma Vendor Credit Note",
                "Cancelled Vendor Credit Note",
            ],
        )

    def test_vendor_debit_note(self):
        note = self.debit(self.invoice(move_type="in_invoice"), post=False)
        self.assertEqual(
            self.titles(note),
            [
                "Draft Vendor Debit Note",
                "Vendor Debit Note",
                "Proforma Vendor Debit Note",
                "Cancelled Vendor Debit Note",
            ],
        )

    def test_invoice_and_bill_keep_their_titles(self):
        self.assertEqual(self.title(self.invoice()), "Invoice")
        self.assertEqual(
            self.title(self.invoice(move_type="in_invoice")), "Vendor Bill"
        )

    def test_debit_note_is_dated_as_what_it_is(self):
        html = self.html(self.debit(self.invoice()))
        self.assertIn("Debit Note Date", html)
        self.assertNotIn("Invoice Date", html)
        self.assertIn("Invoice Date", self.html(self.invoice()))

    def test_titles_on_paper(self):
        invoice = self.invoice()
        note = self.debit(invoice)
        self.assertIn(f"Debit Note {note.name}", self.pdf(note))
        self.assertIn(
            f"Additional charge on {invoice.name} of 03/01/2026", self.pdf(note)
        )

    def test_documents_of_localizations_keep_working(self):
        # As in New Zealand, Thailand and Zambia, and in the Gulf
        self.env["ir.ui.view"].create(
            {
                "name": "Tax Invoice",
                "type": "qweb",
                "key": "test.localized_document",
                "mode": "primary",
                "inherit_id": self.env.ref("account.report_invoice_document").id,
                "arch": """<data>
                    <t name="invoice_title" position="replace">
                        <t name="invoice_title" t-if="o">Tax Invoice</t>
                    </t>
                    <t name="invoice_title" position="after"><t t-else=""/></t>
                    <xpath expr="//div[@name='invoice_date']/t[1]"
                           position="attributes">
                        <attribute name="t-if">o.move_type == 'out_invoice'</attribute>
                    </xpath>
                    <p t-if="o.company_id.display_invoice_amount_total_words"
                       position="before"><p>Localized</p></p>
                    <xpath expr="//td[@name='account_invoice_line_name']/span"
                           position="replace"/>
                </data>""",
            }
        )
        for move in (self.invoice(), self.debit(self.invoice())):
            html = self.env["ir.qweb"]._render(
                "test.localized_document",
                {
                    "o": move,
                    "lang": "en_US",
                    "res_company": self.env.company,
                    "is_html_empty": is_html_empty,
                },
            )
            title = "Debit Note" if move.debit_origin_id else "Tax Invoice"
            self.assertIn(title, html)
            self.assertIn("Localized", html)
