from odoo.tests import tagged

from .letter_common import REPORT, LetterCase
from .print_common import PrintCase

# As the layout of `l10n_din5008` has it: head and title come from the document
HEAD = """<data><xpath expr="//t[@t-set='forced_vat']" position="after">
    <t t-set="din5008_document_information">
        <table><tr><td>Invoice No.</td><td t-out="o.name"/></tr>
        <tr><td>Invoice Date Due</td></tr><tr><td>Reference</td><td t-out="o.ref"/></tr>
        </table></t>
    <t t-set="din5008_document_title"><span>Invoice</span></t>
</xpath></data>"""
LAYOUT = """<t t-name="test.din5008"><div class="article">
    <div name="head" t-out="din5008_document_information"/>
    <h2 t-out="din5008_document_title or o.name"/><t t-out="0"/></div></t>"""


class DinCase(PrintCase):
    """A company that prints in the German layout DIN 5008."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        views = cls.env["ir.ui.view"]
        cls.env.company.external_report_layout_id = views.create(
            {"name": "DIN", "type": "qweb", "key": "test.din5008", "arch": LAYOUT}
        )
        document = cls.env.ref("account.report_invoice_document")
        views.create(
            {"name": "Head", "type": "qweb", "inherit_id": document.id, "arch": HEAD}
        )

    def head(self, move):
        """Return the head of the page as rows of words, and its title."""
        page = self.html(move)
        head = page.split('name="head"')[1].split("<h2")[0]
        rows = [self.words(row) for row in head.split("<tr")[1:]]
        return rows, self.title(page)

    def title(self, page):
        return self.words(page.split("<h2")[1].split("</h2>")[0])

    @staticmethod
    def words(markup):
        texts = (part.rpartition(">")[2] for part in markup.split("<"))
        return " ".join(" ".join(texts).split())


@tagged("post_install", "-at_install")
class TestPrintDin5008(DinCase):
    """In the layout DIN 5008 a note has a head and a title of its own."""

    def test_credit_note(self):
        invoice = self.invoice(invoice_origin="SO7")
        note = self.credit(invoice)
        rows, title = self.head(note)
        self.assertEqual(title, "Credit Note")
        self.assertEqual(
            rows,
            [f"Credit Note No. {note.name}", "Date 03/10/2026", "Source SO7"],
        )

    def test_debit_note_is_due(self):
        note = self.debit(self.invoice(), post=False)
        note.ref = "PO 12"
        note.action_post()
        rows, title = self.head(note)
        self.assertEqual(title, "Debit Note")
        self.assertEqual(rows[0], f"Debit Note No. {note.name}")
        self.assertIn("Due Date", rows[2])
        self.assertEqual(rows[-1], "Reference PO 12")

    def test_title_and_page_have_one_word(self):
        self.french()
        self.env.ref("base.module_account_credit_debit_note")._update_translations(
            ["fr_FR"]
        )
        note = self.credit(self.invoice())
        rows, title = self.head(note)
        self.assertEqual((rows[0], title), (f"N° d'avoir {note.name}", "Avoir"))

    def test_what_it_corrects_is_named_on_the_page(self):
        invoice = self.invoice()
        page = self.words(self.html(self.credit(invoice)))
        self.assertIn(f"Corrects {invoice.name} of 03/01/2026", page)
        self.assertNotIn("Reversal of", page)

    def test_incoterm_stays(self):
        invoice = self.invoice()
        invoice.invoice_incoterm_id = self.env.ref("account.incoterm_EXW")
        note = self.credit(invoice, post=False)
        note.write({"incoterm_location": "Ulm"})
        note.action_post()
        rows, _title = self.head(note)
        self.assertIn("Incoterm EXW - Ulm", rows)

    def test_invoice_keeps_its_own(self):
        rows, title = self.head(self.invoice())
        self.assertEqual((rows[0][:11], title), ("Invoice No.", "Invoice"))


@tagged("post_install", "-at_install")
class TestLettersInDin5008(DinCase, LetterCase):
    """Letters have the title that the layout asks for."""

    def test_letters_have_a_title(self):
        self.bill_and_note()
        for window, title in (
            (self.letter(self.partner_a), "Applied Credit Notes"),
            (self.statement(self.partner_a), "Statement of Open Items"),
        ):
            reports, rows = self.env["ir.actions.report"], window._make_rows()
            content, _kind = reports._render_qweb_html(REPORT, rows.ids)
            self.assertEqual(self.title(content.decode()), title)
