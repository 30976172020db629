from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestPreview(NoteCase):
    def test_preview_tells_what_the_note_comes_to(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        line = invoice.invoice_line_ids
        self.credit(invoice, Desk=1)
        preview = invoice._note_preview_correction(
            Correction(mode="lines", quantities={line.id: 2})
        )
        self.assertEqual(
            preview,
            {
                "document": invoice.name,
                "untaxed_amount": 200.0,
                "taxes": [{"name": "Tax 15%", "amount": 30.0}],
                "total_amount": 230.0,
                "invoiced_amount": 575.0,
                "credited_amount": 115.0,
                "remaining_amount": 230.0,
                "instalments": [
                    {
                        "number": 1,
                        "count": 1,
                        "due_date": "2026-03-01",
                        "open_amount": 460.0,
                        "applied_amount": 230.0,
                        "open_after_amount": 230.0,
                    }
                ],
                "refusal": "",
                "refusals": [],
                "warnings": [],
            },
        )

    def test_preview_is_what_comes_of_it(self):
        corrections = [
            Correction(),
            Correction(mode="amount", amount=33.33),
            Correction(mode="amount", percent=12.5),
        ]
        for correction in corrections:
            with self.subTest(correction=correction):
                invoice = self.invoice(("Desk", 3, 33.35), ("Book", 7, 12.99))
                preview = invoice._note_preview_correction(correction)
                note = self.env["account.move"].browse(
                    self.window(
                        invoice,
                        correction_mode=correction.mode,
                        amount_type="fixed" if correction.amount else "percent",
                        amount=correction.amount,
                        percent=correction.percent,
                    ).refund_moves()["res_id"]
                )
                self.assertEqual(preview["total_amount"], note.amount_total)
                self.assertEqual(preview["untaxed_amount"], note.amount_untaxed)

    def test_tax_of_a_private_part_is_told_with_its_tax(self):
        bill = self.invoice(move_type="in_invoice", post=False)
        bill.invoice_line_ids.deductible_amount = 60.0
        bill.action_post()
        for document in (bill, self.debit(bill)):
            taxes = document._note_preview_correction(Correction())["taxes"]
            self.assertEqual(taxes, [{"name": "Tax 15%", "amount": 15.0}])
            self.assertEqual(self.credit(document).amount_tax, 15.0)

    def test_instalments_are_settled_in_the_order_they_are_due(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Halves",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": days})
                    for days in (0, 30)
                ],
            }
        )
        invoice = self.invoice(invoice_payment_term_id=term.id)
        preview = invoice._note_preview_correction(
            Correction(mode="amount", amount=80.0)
        )
        self.assertEqual(
            [
                (row["due_date"], row["applied_amount"], row["open_after_amount"])
                for row in preview["instalments"]
            ],
            [("2026-03-01", 57.5, 0.0), ("2026-03-31", 22.5, 35.0)],
        )

    def test_refusal_is_shown_instead_of_figures(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        preview = invoice._note_preview_correction(
            Correction(mode="lines", quantities={invoice.invoice_line_ids.id: 6})
        )
        self.assertIn("still to credit 5.00", preview["refusal"])
        self.assertEqual(preview["total_amount"], 0.0)

    def test_preview_writes_nothing(self):
        invoice = self.invoice()
        self.env.flush_all()
        count = self.env["account.move"].search_count([])
        invoice._note_preview_correction(Correction(mode="amount", amount=10.0))
        self.env.flush_all()
        self.assertEqual(self.env["account.move"].search_count([]), count)

    def test_cash_rounding_is_told_where_it_is_booked(self):
        accounts = {
            "profit_account_id": self.company_data["default_account_revenue"].id,
            "loss_account_id": self.company_data["default_account_expense"].id,
        }
        for strategy in ("add_invoice_line", "biggest_tax"):
            coins = self.env["account.cash.rounding"].create(
                {"name": "Coins", "rounding": 0.05, "strategy": strategy, **accounts}
            )
            invoice = self.invoice(
                ("Desk", 3, 10.03), invoice_cash_rounding_id=coins.id
            )
            for quantity in (1, 2):
                quantities = {invoice.invoice_line_ids.id: quantity}
                spec = Correction(mode="lines", quantities=quantities)
                told = invoice._note_preview(spec)
                note = invoice._note_correct(spec, {"date": "2026-03-10"})
                note.action_post()
                taxes = sum(tax["amount"] for tax in told["taxes"])
                self.assertAlmostEqual(note.amount_untaxed, told["untaxed_amount"], 2)
                self.assertAlmostEqual(note.amount_tax, taxes, 2)
                self.assertEqual(note.amount_total, told["total_amount"])

    def test_no_debit_note_adds_to_a_receipt(self):
        receipt = self.invoice(move_type="out_receipt")
        line = receipt.invoice_line_ids
        for spec in (
            Correction(side="debit"),
            Correction(mode="price", side="debit", prices={line.id: 120.0}),
        ):
            with self.subTest(mode=spec.mode):
                (refusal,) = receipt._note_preview(spec)["refusals"]
                self.assertEqual(refusal["code"], "no_invoice")
                self.assertIn("Choose an invoice, a bill", refusal["text"])
                with self.refused(receipt.name, "no debit note can add to it"):
                    receipt._note_correct(spec, {"date": "2026-03-10"})

    def test_preview_foresees_what_is_left_at_taxes(self):
        low = self.tax.copy({"name": "Low", "amount": 5.0})
        invoice = self.invoice(
            ("Desk", 1, 100.0), ("Discount", 1, -150.0), ("Book", 1, 400.0), post=False
        )
        invoice.invoice_line_ids[2].tax_ids = low
        invoice.action_post()
        desk = Correction(mode="lines", quantities={invoice.invoice_line_ids[0].id: 1})
        [refusal] = invoice._note_preview_correction(desk)["refusals"]
        self.assertEqual(refusal["code"], "over_credited")
        with self.assertRaises(UserError) as posting:
            invoice._note_correct(desk, {"date": "2026-03-10"}).action_post()
        self.assertEqual(refusal["text"], str(posting.exception))
        whole = invoice._note_preview_correction(Correction())
        self.assertEqual((whole["refusals"], whole["total_amount"]), ([], 362.5))
        free = Correction(mode="amount", amount=50.0, is_net_of_tax=True)
        self.assertEqual(invoice._note_preview_correction(free)["refusals"], [])
