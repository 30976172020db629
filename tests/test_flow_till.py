from odoo import Command
from odoo.tests import tagged

from .flow_common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowTill(FlowCase):
    """What the till takes back is linked, and never stopped."""

    needs = "pos.order"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("point_of_sale.group_pos_manager")
        cash = cls.company_data["default_journal_cash"]
        cls.method = cls.env["pos.payment.method"].create(
            {"name": "Cash", "journal_id": cash.id}
        )
        cls.config = cls.env["pos.config"].create(
            {
                "name": "Till",
                "invoice_journal_id": cls.company_data["default_journal_sale"].id,
                "payment_method_ids": [Command.set(cls.method.ids)],
            }
        )
        cls.config.open_ui()
        cls.mug = cls.env["product.product"].create(
            {
                "name": "Mug",
                "type": "service",
                "available_in_pos": True,
                "lst_price": 10.0,
                "taxes_id": [Command.clear()],
            }
        )

    def sell(self, quantity):
        order = self.env["pos.order"].create(
            {
                "session_id": self.config.current_session_id.id,
                "partner_id": self.partner_a.id,
                "to_invoice": True,
                "amount_total": 0,
                "amount_paid": 0,
                "amount_tax": 0,
                "amount_return": 0,
                "lines": [
                    Command.create(
                        {
                            "product_id": self.mug.id,
                            "qty": quantity,
                            "price_unit": 10.0,
                            "price_subtotal": 10.0 * quantity,
                            "price_subtotal_incl": 10.0 * quantity,
                        }
                    )
                ],
            }
        )
        return self.pay(order)

    def take_back(self, order, **values):
        refund = order._refund()
        refund.write({"to_invoice": True, **values})
        return self.pay(refund)

    def pay(self, order):
        order._compute_prices()
        self.env["pos.make.payment"].with_context(active_id=order.id).create(
            {"payment_method_id": self.method.id, "amount": order.amount_total}
        ).check()
        return order

    def test_refund_is_linked_line_by_line(self):
        order = self.sell(3)
        note = self.take_back(order).account_move
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(note.reversed_entry_id, order.account_move)
        self.assertEqual(
            self.lines_of(note).origin_line_id, self.lines_of(order.account_move)
        )

    def test_refund_above_the_invoice_is_noted_and_posted(self):
        order = self.sell(3)
        invoice = order.account_move
        self.credit(invoice)
        note = self.take_back(order).account_move
        self.assertEqual(note.state, "posted")
        self.assertIn(
            f"{invoice.name} cannot be credited", str(note.message_ids.mapped("body"))
        )

    def test_refund_for_another_customer_is_noted_and_posted(self):
        order = self.sell(3)
        note = self.take_back(order, partner_id=self.partner_b.id).account_move
        self.assertEqual(note.state, "posted")
        self.assertIn("same partner", str(note.message_ids.mapped("body")))

    def test_printed_refund_says_how_it_was_paid_out(self):
        note = self.take_back(self.sell(3)).account_move
        paper = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice_with_payments", note.ids
        )[0]
        self.assertIn("Payment using Cash", paper.decode())

    def test_bookkeeper_is_stopped_beside_the_till(self):
        invoice = self.sell(3).account_move
        self.credit(invoice)
        with self.refused(invoice.name):
            self.credit(invoice)
