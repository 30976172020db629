import io

from odoo import fields
from odoo.tools.pdf import PdfFileReader

from .common import NoteCase

REPORT = "account_credit_debit_note.action_report_note_letter"


class LetterCase(NoteCase):
    """Short words for letters of applied credits and for statements.

    Everything happens in March 2026, which the letters are about.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.no_tax = cls.env["account.tax"]
        cls.partner_a.write({"email": "a@example.com", "lang": "en_US"})
        cls.partner_b.write(
            {
                "email": "b@example.com",
                "lang": "en_US",
                "property_payment_term_id": False,
                "property_supplier_payment_term_id": False,
            }
        )

    def letter(self, *partners, user=None, **values):
        """Return the window about March 2026, opened by some user."""
        windows = self.env["account.note.letter"].with_user(user or self.env.user)
        return windows.create(
            {
                "kind": "letter",
                "partner_ids": [partner.id for partner in partners],
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                **values,
            }
        )

    def statement(self, *partners, date="2026-03-31", **values):
        return self.letter(*partners, kind="statement", date=date, **values)

    def bill_and_note(self, price=100.0, taken=40.0, applied=None, **values):
        """Return an invoice and a credit note that is applied to it on 15 March.

        :param applied: how much of the note, all of it unless another amount is given
        :param values: ``partner``, ``side`` and ``applied_on``, or values of both
        """
        values.setdefault("tax", self.no_tax)
        side = values.pop("side", "out")
        day = values.pop("applied_on", "2026-03-15")
        values["partner_id"] = values.pop("partner", self.partner_a).id
        invoice = self.invoice(
            ("Desk", 1, price), move_type=f"{side}_invoice", **values
        )
        note = self.invoice(("Desk", 1, taken), move_type=f"{side}_refund", **values)
        self.settle(note, invoice, applied or taken, day)
        return invoice, note

    def day(self, number):
        return fields.Date.to_date(f"2026-03-{number:02}")

    def register_payment(self, move, amount, date="2026-03-18"):
        """Pay a part of a document."""
        window = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"amount": amount, "payment_date": date, "credit_line_ids": False})
        )
        window.action_create_payments()

    def settle(self, note, invoice, amount, date="2026-03-15"):
        return self.apply(
            (self.open_items(note), self.open_items(invoice), amount),
            day=fields.Date.to_date(date),
        )

    def sheets(self, window, partner=None):
        """Return the tables of the letter to a partner, in the partner's language."""
        rows = window._make_rows()
        letters = rows._get_letters()
        partner = partner or self.partner_a
        return letters[rows.filtered(lambda row: row.partner_id == partner).id][
            "sheets"
        ]

    def cells(self, window, *names, partner=None):
        """Return the rows of the first table as tuples of text."""
        return [
            tuple(row["cells"].get(name, "").replace("\xa0", " ") for name in names)
            for row in self.sheets(window, partner)[0]["rows"]
        ]

    def pages(self, window):
        """Return the text of each page of the printed letters."""
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, kind = reports._render_qweb_pdf(REPORT, window._make_rows().ids)
        self.assertEqual(kind, "pdf")
        return self.read_pages(content)

    def read_pages(self, content):
        reader = PdfFileReader(io.BytesIO(content))
        return [" ".join(page.extract_text().split()) for page in reader.pages]
