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
        note = self.bill(order)
        self.assertFalse(note.origin_move_ids)
        text = str(note.message_ids.mapped("body"))
        self.assertIn(f"{invoice.display_name} is in EUR", text)

    def test_credited_invoice_is_linked_and_warned(self):
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
        self.assertEqual(note.origin_move_ids, invoice)
        self.assertEqual(note.state, "posted")
        self.assertIn(
            f"{invoice.name} cannot be credited", str(note.message_ids.mapped("body"))
        )

    def test_return_at_a_higher_price_is_linked_and_warned(self):
        self.service.taxes_id = self.percent_tax(21)
        order = self.order(delivered=5)
        invoice = self.bill(order)
        order.order_line.price_unit = 110.0
        order.order_line.qty_delivered = 0
        note = self.bill(order, post=False)
        self.assertEqual((invoice.amount_total, note.amount_total), (605.0, 665.5))
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertEqual(note.alerts["account_note_over_credit"]["level"], "warning")
        self.assertIn("605.00", str(note.message_ids.mapped("body")))
        note.action_post()
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertAlmostEqual(note.amount_residual, 60.5)

    def test_return_at_a_tax_changed_since_shows_the_rate_of_its_invoice(self):
        order = self.order(delivered=3)
        invoice = self.bill(order)
        # In place: the same tax has another rate today
        self.tax.amount = 30.0
        order.order_line.qty_delivered = 1
        note = self.bill(order, post=False)
        self.assertEqual((note.amount_tax, note.amount_total), (30.0, 230.0))
        self.assertFalse(note.over_credit_text)
        self.assertNotIn("cannot be credited", str(note.message_ids.mapped("body")))
        note.action_post()
        self.assertEqual(note.amount_total, 230.0)
        self.assertEqual(invoice.amount_residual, 115.0)

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

    def test_order_knows_a_lower_price_and_still_all_pieces(self):
        order = self.order(delivered=5)
        invoice = self.bill(order)
        window = self.window(invoice, correction_mode="price")
        window.line_ids.new_price = 90.0
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        self.env.invalidate_all()
        self.assertIn(note, order.invoice_ids)
        line = order.order_line
        self.assertEqual((line.qty_invoiced, line.untaxed_amount_invoiced), (5, 450.0))

    def test_debit_note_with_copied_lines_is_no_more_pieces(self):
        order = self.order(delivered=5)
        invoice = self.bill(order)
        note = self.debit(invoice, date=invoice.invoice_date)
        self.assertEqual(note.amount_total, invoice.amount_total)
        self.env.invalidate_all()
        self.assertEqual(order.order_line.qty_invoiced, 5)
        self.assertEqual(order.order_line.qty_to_invoice, 0)

    def test_debit_note_over_chosen_pieces_is_more_pieces(self):
        order = self.order(delivered=5)
        invoice = self.bill(order)
        window = (
            self.env["account.debit.note"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"date": invoice.invoice_date, "correction_mode": "lines"})
        )
        window.line_ids.quantity = 2
        window.create_debit()
        self.env.invalidate_all()
        self.assertEqual(order.order_line.qty_invoiced, 7)

    def test_single_returns_leave_no_cent(self):
        self.service.write(
            {"lst_price": 10.15, "taxes_id": [Command.set(self.percent_tax(5).ids)]}
        )
        order = self.order(delivered=3)
        invoice = self.bill(order)
        for delivered in (2, 1, 0):
            order.order_line.qty_delivered = delivered
            self.bill(order)
        self.env.invalidate_all()
        self.assertEqual(invoice.payment_state, "reversed")

    def down_payment(self):
        """Return an order of 1,000.00 and the invoice of a half of it in advance."""
        self.service.invoice_policy = "order"
        order = self.order(delivered=0)
        window = (
            self.env["sale.advance.payment.inv"]
            .with_context(active_model="sale.order", active_ids=order.ids)
            .create({"advance_payment_method": "percentage", "amount": 50})
        )
        invoice = window._create_invoices(order)
        invoice.action_post()
        return order, invoice

    def test_final_invoice_bills_what_a_credited_down_payment_leaves(self):
        order, invoice = self.down_payment()
        whole = order.amount_total
        window = self.window(invoice, correction_mode="amount", amount=345.0)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        final = self.bill(order)
        billed = invoice.amount_total - note.amount_total + final.amount_total
        self.assertAlmostEqual(billed, whole)

    def test_final_invoice_knows_a_lower_down_payment(self):
        order, invoice = self.down_payment()
        whole = order.amount_total
        window = self.window(invoice, correction_mode="price")
        window.line_ids.new_price = 200.0
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        self.assertEqual(note.amount_total, 345.0)
        final = self.bill(order)
        billed = invoice.amount_total - note.amount_total + final.amount_total
        self.assertAlmostEqual(billed, whole)

    def test_final_invoice_deducts_the_taxes_of_a_down_payment_as_booked(self):
        self.service.taxes_id = self.percent_tax(21)
        order, invoice = self.down_payment()
        whole = order.amount_total
        for amount in (33.33, 33.33):
            window = self.window(invoice, correction_mode="amount", amount=amount)
            note = self.env["account.move"].browse(window.refund_moves()["res_id"])
            note.action_post()
        credited = sum(invoice.reversal_move_ids.mapped("amount_total"))
        final = self.bill(order)
        billed = invoice.amount_total - credited + final.amount_total
        self.assertAlmostEqual(billed, whole)

    def test_final_invoice_deducts_included_taxes_of_a_raised_down_payment(self):
        included = {"price_include_override": "tax_included"}
        self.service.taxes_id = self.percent_tax(21)
        self.service.taxes_id.write(included)
        order, invoice = self.down_payment()
        whole = order.amount_total
        window = (
            self.env["account.debit.note"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"date": invoice.invoice_date, "correction_mode": "amount"})
        )
        window.amount = 50.0
        note = self.env["account.move"].browse(window.create_debit()["res_id"])
        note.action_post()
        final = self.bill(order)
        billed = invoice.amount_total + note.amount_total + final.amount_total
        self.assertAlmostEqual(billed, whole)

    def corrected(self, invoice, **values):
        """Return a posted note of the window over an invoice."""
        window = self.window(invoice, **values)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        return note

    def deducted(self, order):
        """Return what the final invoice takes off: (taxes, net), and the final."""
        final = self.bill(order)
        rows = [
            (line.tax_ids, line.price_subtotal)
            for line in final.invoice_line_ids
            if line.is_downpayment and line.display_type == "product"
        ]
        return rows, final

    def test_final_invoice_follows_a_note_that_was_cancelled(self):
        order, invoice = self.down_payment()
        for take_off in (
            lambda note: (note.button_draft(), note.button_cancel()),
            lambda note: note.button_draft(),
            lambda note: self.corrected(note, correction_mode="full"),
        ):
            take_off(self.corrected(invoice, correction_mode="amount", amount=345.0))
        rows, final = self.deducted(order)
        self.assertEqual(rows, [(self.tax, -500.0)])
        self.assertAlmostEqual(invoice.amount_total + final.amount_total, 1150.0)

    def test_final_invoice_after_a_whole_note_was_taken_back(self):
        order, invoice = self.down_payment()
        self.corrected(self.credit(invoice), correction_mode="full")
        rows, _final = self.deducted(order)
        self.assertEqual(rows, [(self.tax, -500.0)])

    def test_final_invoice_deducts_no_down_payment_that_was_credited(self):
        order, invoice = self.down_payment()
        self.credit(invoice)
        rows, final = self.deducted(order)
        self.assertEqual(sum(net for _taxes, net in rows), 0.0)
        self.assertEqual(final.amount_total, 1150.0)

    def test_final_invoice_follows_the_right_taxes_of_a_down_payment(self):
        order, invoice = self.down_payment()
        reduced = self.percent_tax(6)
        window = self.window(invoice, correction_mode="tax")
        window.line_ids.new_tax_ids = reduced
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        rows, final = self.deducted(order)
        self.assertEqual(rows, [(reduced, -500.0)])
        self.assertAlmostEqual(final.amount_total, 1150.0 - 530.0)

    def test_final_invoice_after_taxes_were_put_right_and_back(self):
        order, invoice = self.down_payment()
        window = self.window(invoice, correction_mode="tax")
        window.line_ids.new_tax_ids = self.percent_tax(6)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        self.corrected(note, correction_mode="full")
        rows, _final = self.deducted(order)
        self.assertEqual(rows, [(self.tax, -500.0)])

    def test_pieces_of_an_order_in_dozens(self):
        self.service.invoice_policy = "order"
        order = self.order(delivered=0)
        line = order.order_line
        line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        line.price_unit = 120.0
        invoice = self.bill(order)
        window = self.window(invoice, correction_mode="lines")
        row = window.line_ids
        row.product_uom_id = self.env.ref("uom.product_uom_unit")
        row.quantity = 6
        note = window._note_reverse()
        note.action_post()
        self.assertEqual(self.lines_of(note).sale_line_ids, line)
        self.assertEqual(self.lines_of(note).quantity, 6)
        # Nine and a half of ten dozen
        self.assertEqual(line.qty_invoiced, 9.5)
        self.assertEqual(line.untaxed_amount_invoiced, 1140.0)
