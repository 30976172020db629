from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.tests import tagged

from .open_credit_common import OpenCreditCase
from .test_open_credit import COLUMNS


@tagged("post_install", "-at_install")
class TestOpenCreditDay(OpenCreditCase):
    """What was open of credit notes at the end of a day."""

    def bill(self, date, price=100.0, side="out", **values):
        return self.invoice(
            ("Desk", 1, price),
            move_type=f"{side}_invoice",
            invoice_date=date,
            **{"partner_id": self.partner.id, "date": date, **values},
        )

    def match(self, *moves):
        moves = self.env["account.move"].union(*moves)
        moves.line_ids.filtered("date_maturity").reconcile()

    def settle(self, note, invoice, day):
        [credit], [item] = self.open_items(note), self.open_items(invoice)
        amount = min(abs(credit.amount_residual), abs(item.amount_residual))
        self.apply((credit, item, amount), day=fields.Date.to_date(day))

    def open_on(self, day):
        """Return the amounts, in the company's currency and in that of the note."""
        return [(row.open_amount, row.open_amount_currency) for row in self.rows(day)]

    def test_later_notes_are_missing(self):
        last = self.note("2026-03-31")
        later = self.note("2026-04-01")
        self.assertEqual(self.rows("2026-03-31").move_id, last)
        self.assertEqual(self.rows("2026-04-01").move_id, last | later)
        self.assertEqual(self.rows(None).move_id, last | later)

    def test_what_was_applied_later_is_open(self):
        note = self.note("2026-03-01")
        self.match(note, self.bill("2026-03-20", 20.0))
        self.match(note, self.bill("2026-04-10", 60.0))
        self.assertEqual(self.open_on("2026-03-19"), [(115.0, 115.0)])
        self.assertEqual(self.open_on("2026-03-31"), [(92.0, 92.0)])
        self.assertEqual(self.rows("2026-03-31").amount_030, 92.0)
        self.assertEqual(self.open_on("2026-04-10"), [(23.0, 23.0)])
        self.assertEqual(self.open_on(None), [(23.0, 23.0)])

    def test_the_day_of_the_application_counts(self):
        note = self.note("2026-03-01")
        self.settle(note, self.bill("2026-03-02", 60.0), "2026-04-05")
        self.assertEqual(self.open_on("2026-04-04"), [(115.0, 115.0)])
        self.assertEqual(self.open_on("2026-04-05"), [(46.0, 46.0)])

    def test_a_note_settled_later_shows_again(self):
        note = self.note("2026-02-01")
        self.match(note, self.bill("2026-04-10"))
        self.assertFalse(self.rows(None))
        self.assertFalse(self.rows("2026-04-10"))
        row = self.rows("2026-04-09")
        self.assertEqual((row.move_id, row.open_amount), (note, 115.0))
        self.assertEqual((row.days_open, row.bucket), (67, "061_090"))

    def test_a_note_paid_out_later_shows_again(self):
        note = self.note("2026-03-01")
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=note.ids
        ).create({"payment_date": "2026-04-02"})._create_payments()
        self.assertEqual(self.open_on("2026-04-01"), [(115.0, 115.0)])
        self.assertFalse(self.rows("2026-04-02"))

    def test_what_was_taken_back_later_was_applied(self):
        whole, part = self.note("2026-03-01"), self.note("2026-03-02")
        self.settle(whole, self.bill("2026-03-03"), "2026-03-20")
        self.settle(part, self.bill("2026-03-03", 60.0), "2026-03-20")
        with freeze_time("2026-04-02 12:00:00"):
            (whole | part).note_application_ids._unapply("Mistake")
        self.assertEqual(self.open_on("2026-03-19"), [(115.0, 115.0)] * 2)
        self.assertEqual(self.open_on("2026-03-31"), [(46.0, 46.0)])
        self.assertEqual(self.open_on("2026-04-02"), [(115.0, 115.0)] * 2)

    def test_credits_with_vendors(self):
        note = self.note("2026-03-01", side="in")
        self.match(note, self.bill("2026-04-10", 60.0, side="in"))
        taken = self.note("2026-03-02", side="in")
        self.settle(taken, self.bill("2026-03-03", 40.0, side="in"), "2026-03-20")
        with freeze_time("2026-04-02 12:00:00"):
            taken.note_application_ids._unapply("Mistake")
        self.assertEqual(self.open_on("2026-03-31"), [(115.0, 115.0), (69.0, 69.0)])
        self.assertEqual(self.open_on("2026-04-10"), [(46.0, 46.0), (115.0, 115.0)])

    def test_foreign_currency_at_the_rate_of_the_note(self):
        rates = [("2026-01-01", 2.0), ("2026-04-01", 4.0)]
        euro = self.setup_other_currency("EUR", rates=rates)
        note = self.note("2026-03-01", currency_id=euro.id)
        self.match(note, self.bill("2026-04-10", 60.0, currency_id=euro.id))
        self.assertEqual(self.open_on("2026-03-31"), [(57.5, 115.0)])
        self.assertEqual(self.open_on("2026-04-10"), [(23.0, 46.0)])
        self.assertEqual(self.open_on(None), [(23.0, 46.0)])
        self.match(note, self.bill("2026-04-20", currency_id=euro.id))
        self.assertEqual(self.open_on("2026-03-31"), [(57.5, 115.0)])
        self.assertEqual(self.open_on("2026-04-10"), [(23.0, 46.0)])
        self.assertFalse(self.rows("2026-04-20"))

    def test_foreign_currency_taken_back_later(self):
        rates = [("2026-01-01", 2.0), ("2026-03-10", 4.0)]
        euro = self.setup_other_currency("EUR", rates=rates)
        note = self.note("2026-03-01", currency_id=euro.id)
        self.match(note, self.bill("2026-03-12", 60.0, currency_id=euro.id))
        with freeze_time("2026-04-02 12:00:00"):
            note.note_application_ids._unapply("Mistake")
        self.assertEqual(self.open_on("2026-03-11"), [(57.5, 115.0)])
        self.assertEqual(self.open_on("2026-03-31"), [(23.0, 46.0)])
        self.assertEqual(self.open_on("2026-04-02"), [(57.5, 115.0)])

    def test_groups_sum_what_was_open(self):
        self.match(self.note("2026-03-01"), self.bill("2026-04-10"))
        self.note("2026-02-01")
        self.note("2026-04-01", price=200.0)
        rows = self.rows("2026-03-31")
        self.assertEqual(
            rows._read_group(
                [("partner_id", "=", self.partner.id)],
                ["bucket"],
                ["open_amount:sum"],
            ),
            [("000_030", 115.0), ("031_060", 115.0)],
        )

    def test_the_button_of_a_partner_tells_what_is_open_now(self):
        self.match(self.note("2026-03-01"), self.bill("2026-04-10"))
        partner = self.partner.with_context(credit_ageing_date="2026-03-31")
        self.assertEqual(partner.open_credit_count, 0)

    def test_zero_shows_as_nothing(self):
        self.note("2026-03-01")
        rows = self.rows("2026-03-31")
        [group] = rows.formatted_read_group(
            [("partner_id", "=", self.partner.id)],
            ["partner_id"],
            [f"{name}:sum" for name in COLUMNS],
        )
        self.assertEqual(
            [group[f"{name}:sum"] for name in COLUMNS], [115.0, *[False] * 4]
        )
        arch = etree.fromstring(rows.get_view(view_type="list")["arch"])
        hidden = {
            node.get("name"): node.get("invisible") for node in arch.iter("field")
        }
        self.assertEqual(
            [hidden[name] for name in COLUMNS], [f"not {name}" for name in COLUMNS]
        )
