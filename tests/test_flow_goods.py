from odoo import Command
from odoo.tests import tagged

from .flow_common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowGoods(FlowCase):
    """A posted credit note says whether the goods came back."""

    needs = "stock.move"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for group in (
            "sales_team.group_sale_manager",
            "purchase.group_purchase_manager",
            "stock.group_stock_user",
        ):
            cls.env.user.group_ids |= cls.env.ref(group)
        cls.returned = cls.env.ref("account_credit_debit_note.reason_return")
        cls.chair = cls.env["product.product"].create(
            {
                "name": "Chair",
                "is_storable": True,
                "invoice_policy": "order",
                "purchase_method": "purchase",
                "lst_price": 100.0,
                "taxes_id": [Command.clear()],
                "supplier_taxes_id": [Command.clear()],
            }
        )

    def sold(self, quantity, delivered=True):
        """Return the posted invoice of an order, and what was delivered."""
        line = {"product_id": self.chair.id, "product_uom_qty": quantity}
        order = self.env["sale.order"].create(
            {"partner_id": self.partner_a.id, "order_line": [Command.create(line)]}
        )
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        if delivered:
            self.move_goods(order.picking_ids)
        return invoice, order.picking_ids

    def bought(self, quantity):
        """Return the posted bill of an order, and what was received."""
        line = {
            "product_id": self.chair.id,
            "product_qty": quantity,
            "price_unit": 50.0,
        }
        order = self.env["purchase.order"].create(
            {"partner_id": self.partner_a.id, "order_line": [Command.create(line)]}
        )
        order.button_confirm()
        self.move_goods(order.picking_ids)
        order.action_create_invoice()
        order.invoice_ids.invoice_date = order.invoice_ids.date
        order.invoice_ids.action_post()
        return order.invoice_ids, order.picking_ids

    def take_back(self, invoice, quantity, reason=None):
        """Return a posted credit note over some of the chairs."""
        window = self.window(
            invoice,
            correction_mode="lines",
            reason_id=(self.returned if reason is None else reason).id,
        )
        for row in window.line_ids:
            row.quantity = quantity
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        return note

    def alerts(self, note):
        """Return the alerts of a note on its goods, by the end of their names."""
        note.invalidate_recordset(["alerts"])
        start = "account_note_goods_"
        return {
            name.removeprefix(start): alert
            for name, alert in (note.alerts or {}).items()
            if name.startswith(start)
        }

    def test_credited_goods_without_a_return_point_to_the_delivery(self):
        invoice, delivery = self.sold(5)
        alerts = self.alerts(self.take_back(invoice, 3))
        self.assertEqual(list(alerts), ["missing"])
        self.assertIn("3.00 Units of Chair", alerts["missing"]["message"])
        self.assertEqual(alerts["missing"]["action"]["res_id"], delivery.id)
        self.assertEqual(alerts["missing"]["action"]["res_model"], "stock.picking")

    def test_planned_return_is_awaited_until_the_goods_are_back(self):
        invoice, delivery = self.sold(5)
        note = self.take_back(invoice, 3)
        back = self.give_back(delivery, 3, done=False)
        alerts = self.alerts(note)
        self.assertEqual(list(alerts), ["awaited"])
        self.assertIn("3.00 Units of Chair", alerts["awaited"]["message"])
        self.assertIn(back.name, alerts["awaited"]["message"])
        self.assertEqual(alerts["awaited"]["action"]["res_id"], back.id)
        self.move_goods(back)
        alerts = self.alerts(note)
        self.assertEqual(list(alerts), ["back"])
        self.assertIn(back.name, alerts["back"]["message"])
        self.assertEqual(alerts["back"]["action"]["res_id"], back.id)

    def test_return_of_a_part_leaves_the_rest_missing(self):
        invoice, delivery = self.sold(5)
        note = self.take_back(invoice, 3)
        self.give_back(delivery, 1)
        alerts = self.alerts(note)
        self.assertEqual(list(alerts), ["back", "missing"])
        self.assertIn("2.00 Units", alerts["missing"]["message"])

    def test_cancelled_return_is_none(self):
        invoice, delivery = self.sold(5)
        note = self.take_back(invoice, 3)
        self.give_back(delivery, 3, done=False).action_cancel()
        self.assertEqual(list(self.alerts(note)), ["missing"])

    def test_first_note_has_the_first_return(self):
        invoice, delivery = self.sold(5)
        first = self.take_back(invoice, 2)
        second = self.take_back(invoice, 2)
        early = self.give_back(delivery, 2)
        self.assertIn(early.name, self.alerts(first)["back"]["message"])
        self.assertEqual(list(self.alerts(second)), ["missing"])
        late = self.give_back(delivery, 2, done=False)
        self.assertEqual(list(self.alerts(first)), ["back"])
        self.assertIn(late.name, self.alerts(second)["awaited"]["message"])

    def test_goods_that_went_out_again_did_not_come_back(self):
        invoice, delivery = self.sold(5)
        note = self.take_back(invoice, 3)
        back = self.give_back(delivery, 3)
        self.give_back(back, 3)
        self.assertEqual(list(self.alerts(note)), ["missing"])

    def test_nothing_is_missed_that_was_never_delivered(self):
        invoice, _delivery = self.sold(5, delivered=False)
        self.assertFalse(self.alerts(self.take_back(invoice, 3)))

    def test_other_reasons_say_what_is_known_or_nothing(self):
        invoice, delivery = self.sold(5)
        no_reason = self.env["account.note.reason"]
        note = self.take_back(invoice, 2, reason=no_reason)
        self.assertFalse(self.alerts(note))
        self.give_back(delivery, 2, done=False)
        self.assertEqual(list(self.alerts(note)), ["awaited"])
        price = no_reason.create({"name": "Price", "code": "flow-p", "kind": "price"})
        self.assertFalse(self.alerts(self.take_back(invoice, 1, reason=price)))

    def test_vendor_waits_for_the_goods(self):
        bill, receipt = self.bought(4)
        note = self.take_back(bill, 4)
        alerts = self.alerts(note)
        self.assertIn("create it from the receipt", alerts["missing"]["message"])
        self.assertEqual(alerts["missing"]["action"]["res_id"], receipt.id)
        back = self.give_back(receipt, 4, done=False)
        self.assertIn(back.name, self.alerts(note)["awaited"]["message"])
        self.move_goods(back)
        self.assertEqual(list(self.alerts(note)), ["back"])

    def test_who_may_not_open_a_transfer_reads_of_it(self):
        invoice, delivery = self.sold(5)
        note = self.take_back(invoice, 3)
        self.give_back(delivery, 2, done=False)
        self.env["ir.model.access"].search(
            [("model_id.model", "=", "stock.picking")]
        ).perm_read = False
        clerk = self.clerk("goods-clerk")
        alerts = self.alerts(note.with_user(clerk))
        self.assertIn("2.00 Units of Chair", alerts["awaited"]["message"])
        self.assertIn("1.00 Units of Chair", alerts["missing"]["message"])
        self.assertNotIn("action", alerts["awaited"])
        self.assertNotIn("action", alerts["missing"])

    def test_draft_and_goodwill_tell_nothing(self):
        invoice, delivery = self.sold(5)
        note = self.take_back(invoice, 3)
        self.give_back(delivery, 3)
        note.button_draft()
        self.assertFalse(self.alerts(note))
        self.assertFalse(self.alerts(self.goodwill()))
