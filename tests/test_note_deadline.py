from odoo import fields
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestNoteDeadline(NoteCase):
    def invoice(self, *lines, **values):
        # The taxes of the test company belong to another country
        return super().invoice(*lines, tax=self.env["account.tax"], **values)

    def in_country(self, code):
        self.env.company.account_fiscal_country_id = self.env.ref(f"base.{code}")

    def rule(self, **values):
        return self.env["account.note.deadline"].create(
            {"country_id": self.env.ref("base.fr").id, **values}
        )

    def draft(self, invoice, date, reason=None, **values):
        note = self.credit(invoice, post=False)
        reason = reason and self.env.ref(f"account_credit_debit_note.reason_{reason}")
        note.write({"invoice_date": date, "note_reason_id": reason, **values})
        return note

    def warnings(self, note):
        note.invalidate_recordset(["alerts"])
        return [
            alert["message"]
            for key, alert in (note.alerts or {}).items()
            if key.startswith("account_note_deadline")
        ]

    def test_spain_warns_after_four_years(self):
        self.in_country("es")
        invoice = self.invoice()
        self.assertFalse(self.warnings(self.draft(invoice, "2030-03-01")))
        (warning,) = self.warnings(self.draft(invoice, "2030-03-02"))
        for part in (invoice.name, "03/01/2030", "Spain", "AEAT", "without VAT"):
            self.assertIn(part, warning)

    def test_italy_warns_by_the_kind_of_the_reason(self):
        self.in_country("it")
        invoice = self.invoice()
        self.assertTrue(self.warnings(self.draft(invoice, "2027-03-02", "price")))
        self.assertTrue(self.warnings(self.draft(invoice, "2027-03-02", "rebate")))
        self.assertFalse(self.warnings(self.draft(invoice, "2027-03-02", "cancelled")))
        self.assertFalse(self.warnings(self.draft(invoice, "2027-03-02")))
        self.assertFalse(self.warnings(self.draft(invoice, "2027-03-01", "price")))

    def test_italian_debit_note_is_not_limited(self):
        self.in_country("it")
        note = self.debit(self.invoice(), post=False)
        reason = self.env.ref("account_credit_debit_note.reason_price")
        note.write({"invoice_date": "2028-01-01", "note_reason_id": reason.id})
        self.assertFalse(self.warnings(note))

    def test_india_warns_after_the_november_that_follows_the_fiscal_year(self):
        self.in_country("in")
        invoice = self.invoice(invoice_date="2025-04-01")
        self.assertFalse(self.warnings(self.draft(invoice, "2026-11-30")))
        self.assertTrue(self.warnings(self.draft(invoice, "2026-12-01")))

    def test_country_without_rules_warns_of_nothing(self):
        self.in_country("fr")
        self.assertFalse(self.warnings(self.draft(self.invoice(), "2046-01-01")))

    def test_rule_for_the_kind_stands_above_that_for_any(self):
        self.in_country("fr")
        self.rule(period_number=1)
        self.rule(period_number=3, kind="price")
        invoice = self.invoice()
        self.assertFalse(self.warnings(self.draft(invoice, "2028-03-01", "price")))
        self.assertTrue(self.warnings(self.draft(invoice, "2028-03-01", "tax")))

    def test_rule_for_purchases_leaves_sales_alone(self):
        self.in_country("fr")
        self.rule(direction="purchase", period_unit="day", period_number=14)
        self.assertFalse(self.warnings(self.draft(self.invoice(), "2026-06-01")))
        bill = self.invoice(move_type="in_invoice")
        self.assertTrue(self.warnings(self.draft(bill, "2026-06-01")))

    def test_archived_rule_warns_of_nothing(self):
        self.in_country("fr")
        self.rule(active=False)
        self.assertFalse(self.warnings(self.draft(self.invoice(), "2046-01-01")))

    def test_debit_note_is_warned_of_without_advice_on_credit_notes(self):
        self.in_country("es")
        note = self.debit(self.invoice(), post=False)
        note.invoice_date = "2031-01-01"
        (warning,) = self.warnings(note)
        self.assertNotIn("credit note", warning)

    def test_several_origins_stand_in_one_warning(self):
        self.in_country("es")
        late, early = self.invoice(), self.invoice(invoice_date="2028-01-01")
        later = self.invoice(invoice_date="2026-04-01")
        note = self.invoice(
            *[("Rebate", 1, 1.0)] * 3,
            move_type="out_refund",
            reversed_entry_id=late.id,
            invoice_date="2030-06-01",
            post=False,
        )
        note.invoice_line_ids[1].origin_move_id = early
        note.invoice_line_ids[2].origin_move_id = later
        (warning,) = self.warnings(note)
        self.assertIn(f"{late.name} (until 03/01/2030)", warning)
        self.assertIn(f"{later.name} (until 04/01/2030)", warning)
        self.assertNotIn(early.name, warning)

    def test_more_than_five_origins_are_shortened(self):
        self.in_country("es")
        invoices = [self.invoice() for _number in range(6)]
        note = self.draft(invoices[0], "2031-01-01")
        dated = [(move.name, move.invoice_date) for move in invoices]
        (warning,) = note._note_get_deadline_warnings(
            dated, note.invoice_date, "", "credit"
        )
        self.assertIn("…", warning)
        self.assertNotIn(invoices[5].name, warning)

    def test_invoice_of_an_older_system_counts(self):
        self.in_country("es")
        note = self.invoice(
            move_type="out_refund",
            external_origin_number="OLD-1",
            external_origin_date="2020-01-01",
            post=False,
        )
        (warning,) = self.warnings(note)
        self.assertIn("OLD-1 (until 01/01/2024)", warning)

    def test_note_net_of_tax_has_no_deadline(self):
        self.in_country("es")
        note = self.draft(self.invoice(), "2031-01-01", is_net_of_tax=True)
        self.assertFalse(self.warnings(note))

    def test_late_note_is_posted_all_the_same(self):
        self.in_country("es")
        note = self.draft(self.invoice(invoice_date="2020-01-01"), "2026-01-01")
        self.assertTrue(self.warnings(note))
        note.action_post()
        self.assertEqual(note.state, "posted")
        self.assertFalse(self.warnings(note))

    def test_preview_warns_as_the_note_will(self):
        self.in_country("it")
        invoice = self.invoice()
        correction = Correction(
            date=fields.Date.to_date("2027-03-02"),
            kind="rebate",
            mode="amount",
            amount=1.0,
        )
        (warning,) = invoice._note_preview_correction(correction)["warnings"]
        self.assertIn(invoice.name, warning)
        net = correction._replace(is_net_of_tax=True)
        self.assertFalse(invoice._note_preview_correction(net)["warnings"])

    def test_window_shows_the_warning(self):
        self.in_country("it")
        reason = self.env.ref("account_credit_debit_note.reason_price")
        window = self.window(self.invoice(), date="2027-03-02")
        self.assertNotIn("Too late", window.preview)
        window.reason_id = reason
        self.assertIn("Too late to correct the VAT in Italy", window.preview)
        window.date = "2027-03-01"
        self.assertNotIn("Too late", window.preview)

    def test_period_of_nothing_is_refused(self):
        with self.refused("France", "period of 0", "one or more"):
            self.rule(period_number=0)

    def test_day_that_the_month_has_not_is_refused(self):
        for values in ({"last_day": 31, "last_month": "6"}, {"year_end_day": 0}):
            with self.refused("France", "no day", "Enter a day"):
                self.rule(rule="fiscal_year", **values)
        self.assertTrue(self.rule(rule="fiscal_year", last_day=29, last_month="2"))

    def test_rule_is_named_by_country_and_kind(self):
        self.assertEqual(self.rule().display_name, "France")
        self.assertEqual(self.rule(kind="price").display_name, "France, Price")

    def test_bookkeeper_reads_deadlines_but_does_not_change_them(self):
        rule = self.rule().with_user(self.clerk("deadline-clerk"))
        self.assertTrue(rule.has_access("read"))
        for mode in ("write", "create", "unlink"):
            self.assertFalse(rule.has_access(mode))
