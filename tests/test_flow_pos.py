from odoo import Command
from odoo.tests import tagged

from .flow_common import FlowCase


class PosCase(FlowCase):
    """Sales and returns of a point of sale."""

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

    def sell(self, quantity, price=10.0, method=None):
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
                            "price_unit": price,
                            "tax_ids": [Command.set(self.mug.taxes_id.ids)],
                            "price_subtotal": price * quantity,
                            "price_subtotal_incl": price * quantity,
                        }
                    )
                ],
            }
        )
        return self.pay(order, method)

    def take_back(self, order, method=None, **values):
        refund = order._refund()
        refund.write({"to_invoice": True, **values})
        return self.pay(refund, method)

    def pay(self, order, method=None):
        method = method or self.method
        order._compute_prices()
        amount = order.amount_total
        if method.is_cash_count:
            amount = order._get_rounded_amount(amount)
        self.env["pos.make.payment"].with_context(active_id=order.id).create(
            {"payment_method_id": method.id, "amount": amount}
        ).check()
        return order


@tagged("post_install", "-at_install")
class TestFlowTill(PosCase):
    """What the point of sale takes back is linked, and never stopped."""

    def test_refund_is_linked_line_by_line(self):
        order = self.sell(3)
        note = self.take_back(order).account_move
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(note.reversed_entry_id, order.account_move)
        self.assertEqual(
            self.lines_of(note).origin_line_id, self.lines_of(order.account_move)
        )

    def test_single_returns_leave_no_cent(self):
        self.mug.taxes_id = self.percent_tax(5)
        invoice = (order := self.sell(3, 10.15)).account_move
        for _piece in range(3):
            refund = order._refund()
            refund.lines.qty = -1
            refund.to_invoice = True
            note = self.pay(refund).account_move
            self.assertEqual(note.state, "posted")
        self.env.invalidate_all()
        credited = sum(invoice.reversal_move_ids.mapped("amount_total"))
        self.assertAlmostEqual(credited, invoice.amount_total)
        self.assertEqual(invoice.note_remaining_amount, 0.0)

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


@tagged("post_install", "-at_install")
class TestFlowPosRounding(PosCase):
    """What is taken back bears the rounding of the sale, or of the money given back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        bank = cls.company_data["default_journal_bank"]
        cls.card = cls.env["pos.payment.method"].create(
            {"name": "Card", "journal_id": bank.id}
        )
        rounding = cls.env["account.cash.rounding"].create(
            {
                "name": "Five cents",
                "rounding": 0.05,
                "rounding_method": "HALF-UP",
                "strategy": "add_invoice_line",
                "profit_account_id": cls.company_data["default_account_revenue"].id,
                "loss_account_id": cls.company_data["default_account_expense"].id,
            }
        )
        cls.config.current_session_id.close_session_from_ui()
        cls.config.write(
            {
                "cash_rounding": True,
                "only_round_cash_method": True,
                "rounding_method": rounding.id,
                "payment_method_ids": [Command.link(cls.card.id)],
            }
        )
        cls.config.open_ui()
        cls.mug.lst_price = 3.34

    def rounded(self, move):
        lines = move.line_ids.filtered(lambda line: line.display_type == "rounding")
        return round(sum(lines.mapped("amount_currency")), 2)

    def test_whole_returns_take_the_rounding_of_the_sale(self):
        for method, total, rounding in (
            (self.method, 10.0, 0.02),
            (self.card, 10.02, 0.0),
        ):
            order = self.sell(3, price=3.34, method=method)
            note = self.take_back(order, method=method).account_move
            self.assertEqual(self.rounded(order.account_move), rounding)
            self.assertEqual(self.rounded(note), -rounding)
            self.assertEqual((note.amount_total, note.amount_residual), (total, 0.0))

    def test_parts_are_what_was_given_back(self):
        order = self.sell(3, price=3.34, method=self.card)
        for method, total in ((self.card, 3.34), (self.method, 3.35)):
            refund = order._refund()
            refund.lines.qty = -1
            refund.to_invoice = True
            note = self.pay(refund, method).account_move
            self.assertEqual((note.amount_total, note.amount_residual), (total, 0.0))
