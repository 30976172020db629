import csv
import io

from odoo.tests import tagged
from odoo.tools.misc import file_open

from .common import NoteCase

OPTIONS = {
    "has_headers": True,
    "quoting": '"',
    "separator": ",",
    "encoding": "utf-8",
    "date_format": "%Y-%m-%d",
    "float_thousand_separator": "",
    "float_decimal_separator": ".",
}
HEADS = ["Partner", "Invoice Bill Date", "Invoice Lines/Label"]
HEADS += ["Invoice Lines/Quantity", "Invoice Lines/Unit Price"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@tagged("post_install", "-at_install")
class TestTableImport(NoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.clerk("table.clerk")

    def table(self, content, kind, move_type="out_refund"):
        """Return Odoo's import window over a file, as a bookkeeper opens it."""
        return (
            self.env["base_import.import"]
            .with_user(self.user)
            .with_context(default_move_type=move_type)
            .create(
                {
                    "res_model": "account.move",
                    "file": content,
                    "file_name": "notes",
                    "file_type": kind,
                }
            )
        )

    def load(self, heads, *rows, move_type="out_refund"):
        """Import rows by their headings, and return documents and messages."""
        text = io.StringIO()
        csv.writer(text).writerows([heads, *rows])
        window = self.table(text.getvalue().encode(), "text/csv", move_type)
        preview = window.parse_preview(dict(OPTIONS))
        fields = self.fields(preview)
        result = window.execute_import(fields, preview["headers"], dict(OPTIONS))
        notes = self.env["account.move"].browse(result["ids"] or [])
        self.rows = [message["rows"] for message in result["messages"]]
        return notes, [message["message"] for message in result["messages"]]

    def fields(self, preview):
        """Return the field of each column, as Odoo finds it by the heading."""
        columns = range(len(preview["headers"]))
        return ["/".join(preview["matches"].get(number, [])) for number in columns]

    def row(self, *values, partner="partner_a", price=10):
        return [partner, "2026-03-10", "Rebate", 1, price, *values]

    def test_credit_note_finds_its_invoice_by_number(self):
        invoice = self.invoice()
        heads = [*HEADS, "Number of Corrected Document"]
        note, messages = self.load(heads, self.row(invoice.name))
        self.assertFalse(messages)
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertEqual(note.invoice_line_ids.origin_move_id, invoice)
        self.assertEqual(note.origin_number, invoice.name)

    def test_note_in_another_currency_has_the_rate_of_its_invoice(self):
        rates = [("2020-01-01", 2.0), ("2026-03-05", 4.0)]
        euro = self.setup_other_currency("EUR", rates=rates)
        invoice = self.invoice(currency_id=euro.id)
        heads = [*HEADS, "Currency", "Number of Corrected Document"]
        note, messages = self.load(heads, self.row("EUR", invoice.name))
        self.assertFalse(messages)
        self.assertEqual(note.invoice_currency_rate, 2.0)
        self.assertEqual(note.amount_untaxed_signed, -5.0)
        heads.append("Currency Rate")
        [other, messages] = self.load(heads, self.row("EUR", invoice.name, 2.5))
        self.assertFalse(messages)
        self.assertEqual(other.invoice_currency_rate, 2.5)
        self.assertEqual(other.amount_untaxed_signed, -4.0)

    def test_vendor_note_finds_the_bill_of_its_own_vendor(self):
        mine = self.invoice(move_type="in_invoice", ref="1001")
        theirs = self.invoice(
            move_type="in_invoice", ref="1001", partner_id=self.partner_b.id
        )
        notes, messages = self.load(
            [*HEADS, "Number of Corrected Document"],
            self.row("1001"),
            self.row("1001", partner="partner_b"),
            move_type="in_refund",
        )
        self.assertFalse(messages)
        self.assertEqual(notes.mapped("reversed_entry_id"), mine | theirs)
        self.assertEqual(notes[0].reversed_entry_id, mine)

    def test_debit_note_finds_its_invoice(self):
        invoice = self.invoice()
        note, messages = self.load(
            [*HEADS, "Number of Corrected Document"],
            self.row(invoice.name),
            move_type="out_invoice",
        )
        self.assertFalse(messages)
        self.assertEqual(note.debit_origin_id, invoice)

    def test_columns_of_reason_and_older_system(self):
        reason = self.env["account.note.reason"].search([("code", "=", "RETURN")])
        heads = ["Invoice in an older system", "Date in the older system"]
        notes, messages = self.load(
            [*HEADS, "Correction Reason", *heads],
            self.row("RETURN", "OLD-7", "2024-11-30"),
            self.row(reason.name, "OLD-8", ""),
        )
        self.assertFalse(messages)
        self.assertEqual(notes.note_reason_id, reason)
        self.assertEqual(notes.mapped("external_origin_number"), ["OLD-7", "OLD-8"])
        self.assertEqual(str(notes[0].external_origin_date), "2024-11-30")

    def test_lines_name_invoices_of_their_own(self):
        first, second = self.invoice(), self.invoice()
        note, messages = self.load(
            [*HEADS, "Invoice Lines/Corrected Document"],
            self.row(first.name),
            ["", "", "More", 1, 5, second.name],
        )
        self.assertFalse(messages)
        self.assertEqual(note.origin_move_ids, first | second)

    def test_same_number_in_another_company_is_not_meant(self):
        other = self.setup_other_company(name="Other")
        self.user.company_ids |= other["company"]
        twin = self.init_invoice(
            "out_invoice",
            self.partner_a,
            "2026-03-01",
            amounts=[100.0],
            company=other["company"],
            post=True,
        )
        invoice = self.invoice()
        self.assertEqual(twin.name, invoice.name)
        self.user = self.user.with_context(
            allowed_company_ids=(self.env.company | other["company"]).ids
        )
        for head in ("Number of Corrected Document", "Reversal of"):
            note, messages = self.load([*HEADS, head], self.row(invoice.name))
            self.assertFalse(messages)
            self.assertEqual(note.reversed_entry_id, invoice)

    def test_other_imports_find_documents_of_all_companies(self):
        other = self.setup_other_company(name="Other")
        theirs = self.init_invoice(
            "out_invoice", self.partner_a, amounts=[100.0], company=other["company"]
        )
        theirs.name = "OTHER/1"
        companies = (self.env.company | other["company"]).ids
        moves = self.env["account.move"].with_context(
            import_file=True, allowed_company_ids=companies
        )
        self.assertEqual(moves.name_search("OTHER/1", operator="=")[0][0], theirs.id)

    def test_unknown_number_is_refused_for_its_row(self):
        invoice = self.invoice()
        notes, messages = self.load(
            [*HEADS, "Number of Corrected Document"],
            self.row(invoice.name),
            self.row("INV/NONE"),
        )
        self.assertFalse(notes)
        self.assertIn("no document that it could correct has the number", messages[-1])
        self.assertIn("INV/NONE", messages[-1])
        self.assertEqual(self.rows[-1]["from"], 1)

    def test_invoice_of_another_customer_is_refused(self):
        invoice = self.invoice(partner_id=self.partner_b.id)
        notes, messages = self.load(
            [*HEADS, "Number of Corrected Document"], self.row(invoice.name)
        )
        self.assertFalse(notes)
        self.assertIn("Choose a document of the same partner", messages[0])

    def test_number_of_two_bills_is_refused(self):
        for day in ("2025-03-01", "2026-03-01"):
            self.invoice(move_type="in_invoice", ref="1001", invoice_date=day)
        notes, messages = self.load(
            [*HEADS, "Number of Corrected Document"],
            self.row("1001"),
            move_type="in_refund",
        )
        self.assertFalse(notes)
        self.assertIn(
            "several documents of partner_a have the number 1001", messages[0]
        )

    def test_note_without_origin_has_no_number(self):
        self.assertIs(self.goodwill().origin_number, False)

    def test_posted_note_keeps_its_origin(self):
        note, invoice = self.credit(self.invoice()), self.invoice()
        with self.refused("Reset it to draft"):
            note.origin_number = invoice.name

    def test_empty_number_changes_nothing(self):
        invoice = self.invoice()
        note = self.credit(invoice, post=False)
        note.origin_number = " "
        self.assertEqual(note.reversed_entry_id, invoice)

    def test_templates_are_offered_and_understood(self):
        for move_type, name in (("out_refund", "customer"), ("in_refund", "vendor")):
            moves = self.env["account.move"].with_context(default_move_type=move_type)
            template = moves.get_import_templates()[0]["template"]
            self.assertIn(name, template)
            with file_open(template.lstrip("/"), "rb") as file:
                window = self.table(file.read(), XLSX, move_type)
            preview = window.parse_preview({"has_headers": True})
            fields = self.fields(preview)
            self.assertIn("origin_number", fields)
            self.assertIn("note_reason_id", fields)
            self.assertIn("external_origin_number", fields)
            self.assertIn("invoice_line_ids/name", fields)
            self.assertTrue(all(fields), fields)

    def test_numbers_of_many_notes_take_one_query(self):
        invoices = [self.invoice() for _ in range(12)]

        def queries(count):
            numbers = [invoice.name for invoice in invoices[:count]]
            values = [
                {"move_type": "out_refund", "partner_id": self.partner_a.id}
                for _ in numbers
            ]
            notes = self.env["account.move"].create(values)
            notes._note_find_by_number(numbers)
            before = self.env.cr.sql_log_count
            notes._note_find_by_number(numbers)
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(12), queries(2))

    def test_other_templates_are_those_of_core(self):
        moves = self.env["account.move"].with_context(default_move_type="out_invoice")
        paths = [template["template"] for template in moves.get_import_templates()]
        self.assertFalse([path for path in paths if "credit_debit_note" in path])
