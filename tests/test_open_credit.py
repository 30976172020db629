from ast import literal_eval
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import tagged

from .open_credit_common import OpenCreditCase

COLUMNS = ("amount_030", "amount_060", "amount_090", "amount_120", "amount_older")


@tagged("post_install", "-at_install")
class TestOpenCredit(OpenCreditCase):
    """What is open of credit notes, by partner and age."""

    def test_row_of_a_note(self):
        note = self.note()
        line = note.line_ids.filtered("date_maturity")
        self.assertRecordValues(
            self.rows(),
            [
                {
                    "id": line.id,
                    "move_id": note.id,
                    "name": note.name,
                    "move_type": "out_refund",
                    "partner_id": self.partner.id,
                    "company_id": self.env.company.id,
                    "account_id": line.account_id.id,
                    "journal_id": note.journal_id.id,
                    "currency_id": note.currency_id.id,
                    "note_date": note.invoice_date,
                    "days_open": 30,
                    "bucket": "000_030",
                    "open_amount": 115.0,
                    "open_amount_currency": 115.0,
                }
            ],
        )

    def test_every_bucket_from_its_first_day_to_its_last(self):
        self.note("2026-01-01")
        first = fields.Date.to_date("2026-01-01")
        for days, bucket in (
            (0, "000_030"),
            (30, "000_030"),
            (31, "031_060"),
            (60, "031_060"),
            (61, "061_090"),
            (90, "061_090"),
            (91, "091_120"),
            (120, "091_120"),
            (121, "121_over"),
            (9999, "121_over"),
        ):
            with self.subTest(days):
                row = self.rows(first + timedelta(days=days))
                self.assertEqual((row.days_open, row.bucket), (days, bucket))
                filled = [name for name in COLUMNS if row[name]]
                position = list(row._fields["bucket"].get_values(row.env)).index(bucket)
                self.assertEqual(filled, [COLUMNS[position]])
                self.assertEqual(row[filled[0]], 115.0)

    def test_without_a_date_today_counts(self):
        today = fields.Date.context_today(self.partner)
        self.note(today - timedelta(days=31))
        self.assertEqual(self.rows(None).days_open, 31)
        self.assertEqual(self.rows(None).bucket, "031_060")

    def test_date_that_is_none_is_refused(self):
        for wrong in ("tomorrow", "2026-02-30", 20260331, ["2026-03-31"]):
            with self.refused("is no date", "2026-03-31"):
                self.rows(wrong)

    def test_credits_of_customers_and_vendors_are_positive(self):
        self.note(price=100.0)
        self.note(price=200.0, side="in")
        found = {row.move_type: row.open_amount for row in self.rows()}
        self.assertEqual(found, {"out_refund": 115.0, "in_refund": 230.0})

    def test_negative_amounts_for_notes_change_nothing(self):
        self.env.company.account_storno = True
        self.note()
        self.assertEqual(self.rows().open_amount, 115.0)

    def test_only_what_is_open_counts(self):
        invoice = self.invoice(("Desk", 1, 60.0), partner_id=self.partner.id)
        note = self.note()
        (invoice | note).line_ids.filtered("date_maturity").reconcile()
        self.assertEqual(self.rows().open_amount, 46.0)
        rest = self.invoice(("Desk", 1, 40.0), partner_id=self.partner.id)
        (rest | note).line_ids.filtered("date_maturity").reconcile()
        self.assertFalse(self.rows())

    def test_drafts_invoices_and_payments_are_no_credits(self):
        self.note(post=False)
        invoice = self.invoice(partner_id=self.partner.id)
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"amount": 200.0})._create_payments()
        self.assertFalse(self.rows())

    def test_instalments_are_rows_of_their_own(self):
        term = self.env.ref("account.account_payment_term_advance_60days")
        note = self.note(invoice_payment_term_id=term.id)
        self.assertEqual(len(self.rows()), len(note._note_get_open_items()))
        self.assertGreater(len(self.rows()), 1)
        self.assertEqual(sum(self.rows().mapped("open_amount")), 115.0)

    def test_foreign_currency(self):
        currency = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        self.note(currency_id=currency.id)
        self.assertRecordValues(
            self.rows(),
            [
                {
                    "currency_id": currency.id,
                    "open_amount_currency": 115.0,
                    "open_amount": 57.5,
                    "amount_030": 57.5,
                }
            ],
        )

    def test_partner_by_bucket(self):
        self.note("2026-03-01")
        self.note("2026-02-01", price=200.0)
        self.note("2026-02-02", price=300.0)
        model = self.env["account.note.open.credit"].with_context(
            credit_ageing_date="2026-03-31"
        )
        self.assertEqual(
            model._read_group(
                [("partner_id", "=", self.partner.id)],
                ["partner_id", "bucket"],
                ["open_amount:sum"],
            ),
            [(self.partner, "000_030", 115.0), (self.partner, "031_060", 575.0)],
        )

    def test_note_of_a_contact_belongs_to_its_company(self):
        contact = self.env["res.partner"].create(
            {"name": "Ann", "parent_id": self.partner.id}
        )
        note = self.note(partner_id=contact.id)
        self.assertEqual(self.rows().move_id, note)

    def test_click_opens_the_note(self):
        note = self.note()
        action = self.rows().action_open_note()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("account.move", note.id)
        )

    def test_filters_of_the_screen(self):
        young, old = self.note("2026-03-01"), self.note("2025-12-30")
        vendor = self.note("2025-12-31", side="in")
        rows = self.rows()
        arch = rows.get_view(view_type="search")["arch"]
        domains = {
            node.get("name"): literal_eval(node.get("domain"))
            for node in etree.fromstring(arch).iter("filter")
            if node.get("domain")
        }
        for name, expected in (
            ("customer", young | old),
            ("vendor", vendor),
            ("older_than_90", old),
        ):
            found = rows.search([("id", "in", rows.ids), *domains[name]])
            self.assertEqual(found.move_id, expected, name)

    def test_list_sums_every_bucket(self):
        arch = self.rows().get_view(view_type="list")["arch"]
        summed = [
            node.get("name")
            for node in etree.fromstring(arch).iter("field")
            if node.get("sum")
        ]
        self.assertEqual(summed, [*COLUMNS, "open_amount"])
