from odoo import Command
from odoo.tests import tagged

from .flow_common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowSale(FlowCase):
    """A delivered quantity that shrinks becomes a credit note with its origin."""

    needs = "sale.order"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("sales_team.group_sale_manager")
        cls.service = cls.env["product.product"].create(
            {
                "name": "Assembly",
                "type": "service",
                "invoice_policy": "delivery",
                "lst_price": 100.0,
                "taxes_id": [Command.set(cls.tax.ids)],
            }
        )

    def order(self, delivered):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.partner_a.id,
                "order_line": [
                    Command.create(
                        {"product_id": self.service.id, "product_uom_qty": 10}
                    )
                ],
            }
        )
        order.action_confirm()
        order.order_line.qty_delivered = delivered
        return order

    def bill(self, order, post=True):
        move = order._create_invoices(final=True)
        if post:
            move.action_post()
        return move

    def test_shrunk_delivery_is_linked_and_settles_its_invoice(self):
        order = self.order(delivered=3)
        invoice = self.bill(order)
        order.order_line.qty_delivered = 1
        note = self.bill(order, post=False)
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertEqual(self.lines_of(note).origin_line_id, self.lines_of(invoice))
        note.action_post()
        self.assertEqual(invoice.amount_residual, 115.0)
        self.assertEqual(note.payment_state, "paid")

    def test_newest_invoice_with_enough_left_is_taken(self):
        order = self.order(delivered=3)
        first = self.bill(order)
        order.order_line.qty_delivered = 4
        second = self.bill(order)
        order.order_line.qty_delivered = 2
        note = self.bill(order)
        self.assertEqual(note.origin_move_ids, first)
        order.order_line.qty_delivered = 1
        self.assertEqual(self.bill(order).origin_move_ids, second)

    def test_quantity_that_only_several_invoices_bear_stays_open(self):
        order = self.order(delivered=2)
        self.bill(order)
        order.order_line.qty_delivered = 4
        self.bill(order)
        order.order_line.qty_delivered = 1
        note = self.bill(order)
        self.assertFalse(note.origin_move_ids)
        self.assertEqual(note.state, "posted")

    def test_invoice_of_another_currency_is_left_alone(self):
        order = self.order(delivered=3)
        invoice = self.bill(order, post=False)
        invoice.currency_id = self.setup_other_currency("EUR")
        invoice.action_post()
        order.order_line.qty_delivered = 1
        self.assertFalse(self.bill(order).origin_move_ids)

    def test_credited_invoice_is_left_alone(self):
        order = self.order(delivered=3)
        invoice = self.bill(order)
        self.credit(invoice)
        note = self.invoice(
            move_type="out_refund",
            invoice_date=invoice.invoice_date,
            invoice_line_ids=[
                Command.create(
                    {
                        "name": "Once more",
                        "quantity": 1,
                        "price_unit": 100.0,
                        "sale_line_ids": [Command.set(order.order_line.ids)],
                    }
                )
            ],
        )
        self.assertFalse(note.origin_move_ids)

    def test_partial_credit_lowers_what_the_order_shows_as_invoiced(self):
        order = self.order(delivered=3)
        invoice = self.bill(order)
        self.credit(invoice, **{self.lines_of(invoice).name: 2})
        self.assertEqual(order.order_line.qty_invoiced, 1)
        self.assertEqual(order.order_line.qty_to_invoice, 2)

    def test_returned_down_payment_is_linked(self):
        order = self.order(delivered=0)
        self.env["sale.advance.payment.inv"].with_context(
            active_model="sale.order", active_ids=order.ids
        ).create(
            {"advance_payment_method": "fixed", "fixed_amount": 230.0}
        ).create_invoices()
        invoice = order.invoice_ids
        invoice.action_post()
        note = self.bill(order)
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertEqual(invoice.payment_state, "reversed")
