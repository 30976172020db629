from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .open_credit_common import OpenCreditCase

MEASURES = ("invoiced:sum", "debited:sum", "credited:sum", "credit_rate:avg")


@tagged("post_install", "-at_install")
class TestAnalysis(OpenCreditCase):
    """Credited against invoiced, by whatever a reader asks for."""

    def sold(self, *lines, **values):
        return self.invoice(*lines, partner_id=self.partner.id, **values)

    def rows(self, **criteria):
        domain = [(name, "=", value) for name, value in criteria.items()]
        return self.env["account.note.analysis"].search(
            [("partner_id", "=", self.partner.id), *domain]
        )

    def figures(self, *measures, by=()):
        return self.env["account.note.analysis"]._read_group(
            [("partner_id", "=", self.partner.id)], by, measures or MEASURES
        )

    def test_row_of_a_credit_note(self):
        invoice = self.sold(("Desk", 2, 100.0), invoice_date="2026-03-01")
        reason = self.env.ref("account_credit_debit_note.reason_goodwill")
        note = self.window(invoice, correction_mode="lines", reason_id=reason.id)
        note.line_ids.quantity = 1.0
        note = self.env["account.move"].browse(note.refund_moves()["res_id"])
        note.invoice_user_id = self.env.user
        note.action_post()
        self.assertRecordValues(
            self.rows(move_id=note.id),
            [
                {
                    "id": note.invoice_line_ids.id,
                    "note_id": note.id,
                    "document": "credit",
                    "move_type": "out_refund",
                    "company_id": self.env.company.id,
                    "currency_id": self.env.company.currency_id.id,
                    "journal_id": note.journal_id.id,
                    "invoice_user_id": self.env.user.id,
                    "reason_id": reason.id,
                    "reason_kind": reason.kind,
                    "invoice_date": note.invoice_date,
                    "origin_date": invoice.invoice_date,
                    "days_to_note": 9,
                    "invoiced": 0.0,
                    "debited": 0.0,
                    "credited": 100.0,
                }
            ],
        )

    def test_rate_of_sums(self):
        first = self.sold(("Desk", 1, 300.0))
        self.sold(("Chair", 1, 60.0))
        self.debit(self.sold(("Lamp", 1, 20.0)))
        self.credit(first, Desk=0.5)
        self.assertEqual(self.figures(), [(380.0, 20.0, 150.0, 37.5)])

    def test_no_rate_without_invoices(self):
        self.goodwill(50.0, partner_id=self.partner.id)
        self.assertEqual(self.figures(), [(0.0, 0.0, 50.0, 0.0)])

    def test_vendors_have_the_same_signs(self):
        bill = self.sold(("Desk", 2, 100.0), move_type="in_invoice", ref="B 1")
        self.credit(bill, Desk=1)
        self.assertEqual(self.figures(), [(200.0, 0.0, 100.0, 50.0)])

    def test_what_takes_a_note_back_lowers_the_credited(self):
        note = self.credit(self.sold(("Desk", 2, 100.0)))
        self.credit(note, Desk=1)
        self.assertEqual(self.figures(), [(200.0, 0.0, 100.0, 50.0)])
        self.assertEqual(
            self.figures("credited:sum", by=["document"]),
            [("credit", 200.0), ("invoice", 0.0), ("taken_back", -100.0)],
        )

    def test_a_discount_line_lowers_its_document(self):
        invoice = self.sold(("Desk", 1, 100.0), ("Discount", 1, -20.0))
        self.credit(invoice)
        self.assertEqual(self.figures(), [(80.0, 0.0, 80.0, 100.0)])

    def test_drafts_do_not_count(self):
        self.credit(self.sold(), post=False)
        self.assertEqual(self.figures(), [(100.0, 0.0, 0.0, 0.0)])

    def test_notes_are_counted_once(self):
        invoice = self.sold(("Desk", 1, 100.0), ("Chair", 1, 50.0))
        self.credit(invoice)
        self.assertEqual(self.figures("note_id:count_distinct"), [(1,)])

    def test_days_from_an_invoice_in_an_older_system(self):
        self.goodwill(
            partner_id=self.partner.id,
            external_origin_number="A-7",
            external_origin_date="2026-02-01",
        )
        self.assertEqual(self.rows().days_to_note, 28)

    def test_by_product_and_category(self):
        self.sold(("Desk", 1, 100.0))
        invoice = self.sold(("Chair", 1, 40.0), post=False)
        invoice.invoice_line_ids.product_id = self.product_a
        invoice.invoice_line_ids.price_unit = 40.0
        invoice.action_post()
        category = self.product_a.categ_id
        self.assertIn(
            (self.product_a, 40.0), self.figures("invoiced:sum", by=["product_id"])
        )
        self.assertIn(
            (category, 40.0), self.figures("invoiced:sum", by=["product_categ_id"])
        )

    def test_amounts_in_the_currency_of_the_company(self):
        other = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        invoice = self.sold(("Desk", 1, 100.0), currency_id=other.id)
        self.credit(invoice)
        self.assertEqual(self.figures(), [(50.0, 0.0, 50.0, 100.0)])

    def test_negative_amounts_for_notes_change_nothing(self):
        self.env.company.account_storno = True
        self.credit(self.sold())
        self.assertEqual(self.figures(), [(100.0, 0.0, 100.0, 100.0)])

    def test_who_may_read(self):
        note = self.credit(self.sold())
        for group in ("invoice", "readonly", "manager"):
            user = self.member(f"analysis-{group}", f"account.group_account_{group}")
            row = self.rows(document="credit").with_user(user)
            self.assertEqual(row.action_open_document()["res_id"], note.id)
            for operation in ("create", "write", "unlink"):
                self.assertFalse(row.has_access(operation))
        nobody = self.member("analysis-nobody", "base.group_user")
        with self.assertRaises(AccessError):
            self.rows(document="credit").with_user(nobody).action_open_document()

    def test_companies_of_the_reader(self):
        other = self.setup_other_company()["company"]
        self.sold()
        self.env["account.move"].with_company(other).create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "invoice_date": "2026-03-01",
                "invoice_line_ids": [Command.create({"name": "x", "price_unit": 7.0})],
            }
        ).action_post()
        clerk = self.clerk("analysis-clerk")
        rows = self.env["account.note.analysis"].with_user(clerk)
        self.assertEqual(
            rows.search([("partner_id", "=", self.partner.id)]).company_id,
            self.env.company,
        )
