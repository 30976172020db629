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
