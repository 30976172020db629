from odoo import Command
from odoo.tests import tagged

from .test_guard_taxes import TaxCase


@tagged("post_install", "-at_install")
class TestGuardMoney(TaxCase):
    """What fits by its money is posted, however it is counted; the rest is not."""

    def edited(self, invoice, post=True, **rows):
        """Return a credit note whose draft somebody edited: (quantity, price)."""
        note = self.credit(invoice, post=False)
        for line in note.invoice_line_ids:
            if line.name in rows:
                line.quantity, line.price_unit = rows[line.name]
            else:
                line.unlink()
        if post:
            note.action_post()
        return note

    def test_one_piece_by_forty_twice(self):
        for kind in ("out_invoice", "in_invoice"):
            invoice = self.invoice(move_type=kind)
            self.edited(invoice, Desk=(1, 40.0))
            self.edited(invoice, Desk=(1, 40.0))
            self.assertAlmostEqual(invoice.note_remaining_untaxed_amount, 20.0)

    def test_discount_of_sixty_and_then_of_forty(self):
        invoice = self.invoice()
        drafts = [self.credit(invoice, post=False) for _note in range(2)]
        drafts[0].invoice_line_ids.discount = 40.0
        drafts[1].invoice_line_ids.discount = 60.0
        for draft in drafts:
            draft.action_post()
        self.assertEqual(invoice.payment_state, "reversed")

    def test_lower_rate_and_then_the_goods_back(self):
        invoice = self.invoice(("Desk", 1, 150.0))
        self.edited(invoice, Desk=(1, 50.0))
        self.edited(invoice, Desk=(1, 100.0))
        self.assertEqual(invoice.payment_state, "reversed")

    def test_one_line_in_two(self):
        invoice = self.invoice()
        note = self.credit(invoice, post=False)
        line = note.invoice_line_ids
        line.price_unit = 40.0
        note.invoice_line_ids = [
            Command.create(
                {
                    "name": "Second half",
                    "quantity": 1,
                    "price_unit": 60.0,
                    "tax_ids": [Command.set(self.tax.ids)],
                    "origin_line_id": line.origin_line_id.id,
                }
            )
        ]
        note.action_post()
        self.assertEqual(invoice.payment_state, "reversed")

    def test_limit_bill_with_many_notes(self):
        bill = self.invoice(move_type="in_invoice")
        for price in (10.0, 20.0):
            self.edited(bill, Desk=(1, price))
        self.assertAlmostEqual(bill.note_remaining_untaxed_amount, 70.0)

    def test_more_than_a_line_is_refused(self):
        invoice = self.invoice(("Desk", 1, 2000.0), ("Chair", 1, 9000.0))
        with self.refused(invoice.name, "Desk", "6,000.00", "2,000.00", "4,000.00"):
            self.edited(invoice, Desk=(1, 6000.0))

    def test_goods_lowered_while_shipping_is_raised(self):
        invoice = self.invoice(("Goods", 1, 500.0), ("Shipping", 1, 10.0))
        note = self.edited(invoice, post=False, Goods=(1, 40.0), Shipping=(1, 15.0))
        with self.refused("Shipping", "15.00", "10.00", "5.00", "names no line"):
            note.action_post()
        shipping = note.invoice_line_ids.filtered(lambda ln: ln.name == "Shipping")
        shipping.price_unit = 10.0
        note.invoice_line_ids = [
            Command.create(
                {
                    "name": "Shipping",
                    "quantity": 1,
                    "price_unit": 5.0,
                    "tax_ids": [Command.set(self.tax.ids)],
                }
            )
        ]
        note.action_post()
        self.assertEqual(note.amount_untaxed, 55.0)

    def test_window_that_asks_for_more_pieces_is_told_before(self):
        for kind in ("out_invoice", "in_invoice"):
            invoice = self.invoice(("Desk", 10, 100.0), move_type=kind)
            count = self.env["account.move"].search_count([])
            with self.refused("11.00", "10.00") as caught:
                self.credit(invoice, Desk=11)
            self.assertEqual(caught.exception.note_code, "over_credited")
            self.assertEqual(self.env["account.move"].search_count([]), count)

    def test_program_that_asks_for_more_pieces_is_told_before(self):
        invoice = self.invoice(("Desk", 10, 100.0))
        line = {"line_id": invoice.invoice_line_ids.id, "quantity": 11}
        with self.refused("over_credited: ", "11.00", "10.00"):
            self.env["account.note.api"].create_credit_note(
                {"invoice_ids": invoice.ids, "mode": "lines", "lines": [line]}
            )
        self.assertFalse(invoice.credit_note_ids)

    def test_more_pieces_are_told_on_the_draft_and_by_the_audit(self):
        invoice = self.invoice(("Desk", 10, 100.0))
        self.edited(invoice, Desk=(6, 10.0))
        note = self.edited(invoice, post=False, Desk=(5, 10.0))
        alert = note.alerts["account_note_quantity"]
        self.assertEqual(alert["level"], "warning")
        for part in (invoice.name, "Desk", "11.00", "10.00"):
            self.assertIn(part, alert["message"])
        note.action_post()
        self.env.flush_all()
        self.env["account.note.finding"].action_audit()
        finding = self.env["account.note.finding"].search(
            [("move_id", "=", invoice.id)]
        )
        self.assertEqual(finding.mapped("rule"), ["over_quantity"])
        self.assertEqual(finding.severity, "2_hint")
        self.assertIn("11.00", finding.text)

    def test_prices_and_amounts_bring_no_pieces_back(self):
        invoice = self.invoice(("Desk", 10, 100.0))
        for price in (90.0, 80.0):
            window = self.window(invoice, correction_mode="price")
            window.line_ids.new_price = price
            window.refund_moves()
        invoice.credit_note_ids.action_post()
        self.window(invoice, correction_mode="amount", amount=11.5).refund_moves()
        notes = invoice.credit_note_ids
        self.assertFalse(
            any("account_note_quantity" in (n.alerts or {}) for n in notes)
        )
