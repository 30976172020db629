from freezegun import freeze_time

from odoo.tests import Form, tagged

from .guide_common import GuideCase
from .letter_common import LetterCase


@tagged("post_install", "-at_install")
class TestGuideInstalments(GuideCase):
    page = "instalments"

    def test_the_story(self):
        shelves, door, rebate = self.lines("The documents, with 15 % sales tax")
        invoice = self.invoice(shelves, invoice_payment_term_id=self.halves.id)
        repair = self.invoice(
            door, invoice_payment_term_id=False, invoice_date_due="2026-04-15"
        )
        note = self.invoice(rebate, move_type="out_refund")
        action = note.action_apply_credits()
        window = self.env["account.note.allocation"].browse(action["res_id"])
        rows = self.tables["What is applied"]
        with Form(window) as form:
            self.assertEqual(form.item_ids.edit(0).amount, 460.0, "the first half")
            for index, row in enumerate(rows):
                with form.item_ids.edit(index) as item:
                    item.amount = float(row["Amount"])
            form.reason = "Agreed on the phone"
            self.assertEqual(form.left_amount, 0.0)
        self.assertEqual(
            [(x.amount, x.open_amount, x.after_amount) for x in window.item_ids],
            [
                tuple(
                    float(row[name]) for name in ("Amount", "Open before", "Open after")
                )
                for row in rows
            ],
        )
        window.action_apply()
        self.assert_open("Open amounts afterwards", invoice, repair, note)


@tagged("post_install", "-at_install")
class TestGuideLetter(LetterCase, GuideCase):
    page = "letter"

    def test_the_story(self):
        invoice, note = self.bill_and_note(price=1311.0, taken=460.0)
        self.register_payment(invoice, 300.0)
        form = Form(
            self.env["account.note.letter"].with_context(
                default_kind="letter", default_account_type="asset_receivable"
            )
        )
        form.date_from = "2026-03-01"
        form.date_to = "2026-03-31"
        self.assertEqual(form.letter_count, 1)
        names = ("original", "settled", "applied", "open")
        found = self.cells(form.save(), "document", *names)
        self.assertEqual(
            [row[0] for row in found][:2], [invoice.name, f"Credit note {note.name}"]
        )
        [(_caption, rows)] = [
            (caption, rows)
            for caption, rows in self.tables.items()
            if "letter" in caption
        ]
        self.assertEqual(
            [
                [cell.removeprefix("$ ").replace(",", "") for cell in row[1:]]
                for row in found
            ],
            [list(row.values())[1:] for row in rows],
        )


@tagged("post_install", "-at_install")
class TestGuideMonthEnd(GuideCase):
    page = "month-end"

    @freeze_time("2026-03-31")
    def test_open_credits_by_age(self):
        self.goodwill(50.0, tax=self.tax, invoice_date="2026-03-10")
        self.goodwill(100.0, tax=self.tax, invoice_date="2026-01-05")
        self.env.flush_all()
        rows = self.env["account.note.open.credit"].search(
            [("company_id", "=", self.env.company.id)]
        )
        labels = dict(rows._fields["bucket"]._description_selection(self.env))
        [caption] = [name for name in self.tables if name.startswith("Open credits")]
        self.assertEqual(
            {labels[row.bucket]: row.open_amount for row in rows},
            {row["Age"]: float(row["Open"]) for row in self.tables[caption]},
        )

    def test_the_audit_hints_at_goodwill_and_writes_nothing(self):
        note = self.goodwill()
        self.env["account.note.finding"].action_audit()
        findings = self.env["account.note.finding"].search([("move_id", "=", note.id)])
        self.assertEqual(set(findings.mapped("severity")), {"2_hint"})
        self.assertEqual(note.state, "posted")
