from odoo import Command
from odoo.tests import tagged

from .flow_common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowPurchase(FlowCase):
    """A billed quantity that shrinks becomes a vendor credit note with its origin."""

    needs = "purchase.order"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("purchase.group_purchase_manager")
        cls.service = cls.env["product.product"].create(
            {
                "name": "Freight",
                "type": "service",
                "purchase_method": "purchase",
                "supplier_taxes_id": [Command.clear()],
            }
        )

    def order(self, quantity):
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.partner_a.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.service.id,
                            "product_qty": quantity,
                            "price_unit": 50.0,
                        }
                    )
                ],
            }
        )
        order.button_confirm()
        return order

    def bill(self, order):
        before = order.invoice_ids
        order.action_create_invoice()
        move = order.invoice_ids - before
        move.invoice_date = "2026-03-01"
        move.action_post()
        return move

    def test_debit_note_with_copied_lines_is_no_more_pieces(self):
        order = self.order(quantity=3)
        bill = self.bill(order)
        self.debit(bill)
        self.env.invalidate_all()
        self.assertEqual(order.order_line.qty_invoiced, 3)

    def test_shrunk_order_is_linked_and_settles_its_bill(self):
        order = self.order(quantity=3)
        bill = self.bill(order)
        order.order_line.product_qty = 1
        note = self.bill(order)
        self.assertEqual(note.move_type, "in_refund")
        self.assertEqual(note.reversed_entry_id, bill)
        self.assertEqual(self.lines_of(note).origin_line_id, self.lines_of(bill))
        self.assertEqual(bill.amount_residual, 50.0)

    def test_partial_credit_lowers_what_the_order_shows_as_billed(self):
        order = self.order(quantity=3)
        bill = self.bill(order)
        self.credit(bill, **{self.lines_of(bill).name: 2})
        self.assertEqual(order.order_line.qty_invoiced, 1)

    def test_line_with_too_little_left_is_linked_and_warned(self):
        order = self.order(quantity=3)
        bill = self.bill(order)
        note = self.invoice(
            move_type="in_refund",
            post=False,
            invoice_line_ids=[
                Command.create(
                    {
                        "name": "Back",
                        "quantity": 2,
                        "price_unit": 50.0,
                        "tax_ids": [Command.clear()],
                        "purchase_line_id": order.order_line.id,
                    }
                )
                for _each in range(2)
            ],
        )
        self.assertEqual(
            [line.origin_line_id for line in self.lines_of(note)],
            [self.lines_of(bill), self.lines_of(bill)],
        )
        self.assertEqual(note.reversed_entry_id, bill)
        self.assertEqual(note.alerts["account_note_over_credit"]["level"], "warning")
        note.action_post()
        self.assertEqual(note.state, "posted")
