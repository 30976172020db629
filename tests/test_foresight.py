from odoo import Command
from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestForesight(NoteCase):
    """What posting would refuse is said by the preview, in the same words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = cls.env["account.note.api"].with_user(cls.clerk("foresight-clerk"))

    def foreseen(self, **request):
        (preview,) = self.api.preview_correction(request)["previews"]
        first = preview["refusals"][0]["text"] if preview["refusals"] else ""
        self.assertEqual(preview["refusal"], first)
        return [one["code"] for one in preview["refusals"]]

    def assert_foreseen(self, code, side="credit", **request):
        """Check that a preview says what a request is refused for, or nothing."""
        found = self.foreseen(side=side, **request)
        self.assertEqual(found, [code] if code else [])
        method = getattr(self.api, f"create_{side}_note")
        if code:
            with self.refused(f"{code}: "):
                method({**request, "state": "posted"})
        else:
            (note,) = method({**request, "state": "posted"})["notes"]
            self.assertEqual(note["state"], "posted")

    def test_approval_of_the_company(self):
        self.env.company.note_approval_threshold = 50.0
        for side in ("credit", "debit"):
            request = {"invoice_ids": self.invoice().ids, "mode": "amount"}
            self.assert_foreseen(None, side, amount=50, **request)
            self.assert_foreseen("approval_needed", side, amount=50.01, **request)

    def test_approval_of_the_reason(self):
        self.env["account.note.reason"].create(
            {"name": "Present", "code": "PRESENT", "needs_approval": True}
        )
        request = {"invoice_ids": self.invoice().ids, "mode": "amount", "amount": 10}
        self.assert_foreseen("approval_needed", reason="PRESENT", **request)
        self.assert_foreseen(None, **request)
        free = {
            "partner_id": self.partner_a.id,
            "lines": [{"name": "Goodwill", "price_unit": 5, "tax_ids": []}],
        }
        self.assertEqual(self.foreseen(**free, reason="PRESENT"), ["approval_needed"])
        with self.refused("approval_needed: "):
            self.api.create_credit_note(
                {**free, "reason": "PRESENT", "state": "posted"}
            )
        self.assertEqual(self.foreseen(**free), [])

    def test_approval_in_another_currency(self):
        currency = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        self.env.company.note_approval_threshold = 50.0
        invoice = self.invoice(currency_id=currency.id)
        request = {
            "invoice_ids": invoice.ids,
            "mode": "amount",
            "date": "2026-03-10",
        }
        self.assert_foreseen(None, amount=100, **request)
        invoice = self.invoice(("Desk", 1, 1000.0), currency_id=currency.id)
        request["invoice_ids"] = invoice.ids
        self.assert_foreseen("approval_needed", amount=101, **request)

    def test_a_reason_is_missing(self):
        self.env.company.note_reason_required = True
        self.env["account.note.reason"].create({"name": "Late", "code": "LATE"})
        request = {"invoice_ids": self.invoice().ids, "date": "2026-03-10"}
        self.assert_foreseen("reason_missing", **request)
        self.assert_foreseen(None, reason="LATE", **request)

    def test_a_date_that_is_refused(self):
        for side in ("credit", "debit"):
            late = self.invoice(invoice_date="2026-03-20")
            request = {"invoice_ids": late.ids, "date": "2026-03-10"}
            self.env.company.note_refuse_early_date = True
            self.assert_foreseen("origin_date", side, **request)
            self.env.company.note_refuse_early_date = False
            self.assert_foreseen(None, side, **request)

    def test_more_than_remains(self):
        invoice = self.invoice()
        request = {"invoice_ids": invoice.ids, "mode": "amount"}
        # An amount that was asked for is exact, where a cent a line is rounding
        self.assert_foreseen("over_credited", amount=115.01, **request)
        self.assert_foreseen(None, amount=115, **request)
        self.assert_foreseen("over_credited", invoice_ids=request["invoice_ids"])

    def test_the_window_shows_figures_and_what_is_to_do(self):
        self.env.company.note_approval_threshold = 50.0
        context = {"active_model": "account.move", "active_ids": self.invoice().ids}
        window = Form(self.env["account.move.reversal"].with_context(**context))
        self.assertIn("before it is approved", window.preview)
        self.assertIn("115.00", window.preview)

    # Nothing

    def test_a_correction_that_comes_to_nothing(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        line = invoice.invoice_line_ids
        ids = {"invoice_ids": invoice.ids}
        for side in ("credit", "debit"):
            for request in (
                {"mode": "amount", "amount": 0.001},
                {"mode": "amount", "percent": 0.0001},
                {"mode": "lines", "lines": [{"line_id": line.id, "quantity": 1e-5}]},
                {"mode": "price", "lines": [{"line_id": line.id, "price_unit": 100}]},
                {
                    "mode": "tax",
                    "lines": [{"line_id": line.id, "tax_ids": self.tax.ids}],
                },
            ):
                with self.subTest(side=side, **request):
                    self.assert_foreseen("nothing_to_correct", side, **ids, **request)

    def test_a_free_note_of_nothing(self):
        for price in (0.001, 0):
            request = {
                "partner_id": self.partner_a.id,
                "lines": [{"name": "Goodwill", "price_unit": price, "tax_ids": []}],
            }
            self.assertEqual(self.foreseen(**request), ["nothing_to_correct"])
            with self.refused("nothing_to_correct: "):
                self.api.create_credit_note(request)

    def test_an_invoice_of_nothing_is_credited_once(self):
        for lines in (
            [("Sample", 1, 0.0)],
            [("Desk", 1, 100.0), ("Rebate", 1, -100.0)],
        ):
            with self.subTest(lines):
                invoice = self.invoice(*lines)
                request = {"invoice_ids": invoice.ids, "date": "2026-03-10"}
                self.assert_foreseen(None, **request)
                self.assert_foreseen("over_credited", **request)
                with self.refused("credited as a whole"):
                    self.window(invoice, correction_mode="full").refund_moves()
                with self.refused(invoice.name):
                    self.window(
                        invoice, correction_mode="amount", amount=5.0
                    ).refund_moves()

    def test_a_draft_of_nothing_is_not_posted(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        for make in (self.credit, self.debit):
            note = make(invoice, post=False)
            note.invoice_line_ids.quantity = 0.0
            with self.subTest(make), self.refused("changes nothing"):
                note.action_post()

    def test_what_is_free_of_charge_comes_back(self):
        invoice = self.invoice(("Desk", 5, 100.0), ("Sample", 2, 0.0))
        note = self.credit(invoice, Sample=1)
        self.assertEqual((note.state, note.amount_total), ("posted", 0.0))

    def test_a_tax_of_the_same_rate_is_something(self):
        tax = self.tax.copy({"name": "Other 15 %"})
        invoice = self.invoice(("Desk", 5, 100.0))
        (note,) = self.api.create_credit_note(
            {
                "invoice_ids": invoice.ids,
                "mode": "tax",
                "lines": [{"line_id": invoice.invoice_line_ids.id, "tax_ids": tax.ids}],
                "state": "posted",
                "date": "2026-03-10",
            }
        )["notes"]
        self.assertEqual((note["amount_total"], note["state"]), (0.0, "posted"))

    def test_an_exchange_by_hand_is_something(self):
        note = self.credit(self.invoice(("Desk", 1, 100.0)), post=False)
        line = {"name": "Lamp", "quantity": -1, "price_unit": 100.0}
        taxes = [Command.set(self.tax.ids)]
        note.invoice_line_ids = [Command.create({**line, "tax_ids": taxes})]
        note.action_post()
        self.assertEqual(note.state, "posted")
