from unittest import SkipTest

from odoo import Command, fields
from odoo.tests import tagged

from .flow_common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowStock(FlowCase):
    """Goods valued with every move: the cost comes back for what is credited."""

    needs = "stock.move"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        category = cls.env["product.category"].create(
            {
                "name": "Valued",
                "property_valuation": "real_time",
                "property_cost_method": "standard",
            }
        )
        cls.chair = cls.env["product.product"].create(
            {
                "name": "Chair",
                "is_storable": True,
                "categ_id": category.id,
                "standard_price": 40.0,
            }
        )

    def cost(self, move):
        """Return the quantities and the expense of the cost lines of a document."""
        lines = move.line_ids.filtered(
            lambda line: (
                line.display_type == "cogs"
                and line.account_id.account_type.startswith("expense")
            )
        )
        return [(line.quantity, line.balance) for line in lines]

    def test_partial_credit_takes_back_the_cost_of_its_quantity(self):
        invoice = self.invoice(("Chair", 5, 100.0), post=False)
        invoice.invoice_line_ids.product_id = self.chair
        invoice.invoice_line_ids.price_unit = 100.0
        invoice.action_post()
        self.assertEqual(self.cost(invoice), [(5.0, 200.0)])
        # What chairs cost later is not what these have cost
        self.chair.standard_price = 60.0
        note = self.credit(invoice, **{invoice.invoice_line_ids.name: 2})
        self.assertEqual(self.cost(note), [(2.0, -80.0)])

    def test_lower_price_of_a_bill_lowers_the_value_of_the_stock(self):
        if "purchase.order" not in self.env:
            raise SkipTest("purchase.order is not installed")
        self.env.user.group_ids |= self.env.ref("purchase.group_purchase_manager")
        self.chair.categ_id.property_cost_method = "average"
        self.chair.write({"standard_price": 0.0, "purchase_method": "receive"})
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.partner_a.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.chair.id,
                            "product_qty": 5,
                            "price_unit": 100.0,
                        }
                    )
                ],
            }
        )
        order.button_confirm()
        order.picking_ids.move_ids.write({"quantity": 5, "picked": True})
        order.picking_ids._action_done()
        bill = self.env["account.move"].browse(order.action_create_invoice()["res_id"])
        bill.invoice_date = fields.Date.today()
        bill.action_post()
        window = self.window(bill, correction_mode="price")
        window.line_ids.new_price = 90.0
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        self.env.invalidate_all()
        booked = sum((bill | note).invoice_line_ids.mapped("balance"))
        self.assertEqual((booked, self.chair.total_value), (450.0, 450.0))

    def receive(self, cost):
        """Take one chair into stock, at a cost."""
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        move = self.env["stock.move"].create(
            {
                "product_id": self.chair.id,
                "product_uom_qty": 1,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": warehouse.lot_stock_id.id,
                "picking_type_id": warehouse.in_type_id.id,
                "price_unit": cost,
                "value_manual": cost,
            }
        )
        move._action_confirm()
        move.write({"quantity": 1, "picked": True})
        move._action_done()

    def sold_one_by_one(self, costs):
        """Return an invoiced order over chairs of these costs, each delivered alone."""
        if "sale.order" not in self.env:
            raise SkipTest("sale.order is not installed")
        self.env.user.group_ids |= self.env.ref("sales_team.group_sale_manager")
        self.env.user.group_ids |= self.env.ref("stock.group_stock_user")
        self.chair.categ_id.property_cost_method = "fifo"
        self.chair.write({"invoice_policy": "delivery", "taxes_id": False})
        for cost in costs:
            self.receive(cost)
        line = {"product_id": self.chair.id, "product_uom_qty": len(costs)}
        order = self.env["sale.order"].create(
            {"partner_id": self.partner_a.id, "order_line": [Command.create(line)]}
        )
        order.action_confirm()
        while waiting := order.picking_ids.filtered(lambda one: one.state != "done"):
            waiting.move_ids.write({"quantity": 1, "picked": True})
            waiting.with_context(skip_backorder=True).button_validate()
        order._create_invoices().action_post()
        return order

    def test_returned_goods_of_an_order_cost_what_their_moves_say(self):
        order = self.sold_one_by_one((10.0, 20.0, 60.0))
        invoice = order.invoice_ids
        self.assertEqual(self.cost(invoice), [(3.0, 90.0)])
        self.give_back(order.picking_ids.sorted("id")[1], 1)
        note = order._create_invoices(final=True)
        note.action_post()
        # Named for electronic documents; the average of the invoice would be 30
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertEqual(self.cost(note), [(1.0, -20.0)])
        self.env.invalidate_all()
        self.assertEqual(note.reversed_entry_id, invoice)

    def test_goods_of_a_chosen_invoice_cost_what_it_says(self):
        order = self.sold_one_by_one((10.0, 20.0, 60.0))
        invoice = order.invoice_ids
        self.give_back(order.picking_ids.sorted("id")[1], 1)
        note = self.credit(invoice, **{invoice.invoice_line_ids.name: 1})
        self.assertEqual(self.cost(note), [(1.0, -30.0)])
