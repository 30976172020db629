from odoo import Command
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .window_common import WindowCase


@tagged("post_install", "-at_install")
class TestWindowLines(WindowCase):
    def set_scene(self):
        self.order = self.invoice(("Chair", 5, 70.0), ("Table", 1, 500.0))

    def test_three_kinds_are_one_note(self):
        form = self.credit_window(self.order)
        form.correction_mode = "lines"
        with form.line_ids.edit(0) as chair:
            chair.quantity = 2
            self.assertEqual(chair.subtotal, 140.0)
        with form.line_ids.edit(1) as table:
            table.new_price = 450.0
            self.assertEqual(table.subtotal, 50.0)
        form.amount = 11.5
        self.assertIn("230.00", form.preview)
        form.save().action_create_and_confirm()
        note = self.order.credit_note_ids
        self.assertRecordValues(
            note, [{"state": "posted", "amount_untaxed": 200.0, "amount_total": 230.0}]
        )
        self.assertEqual(
            note.invoice_line_ids.sorted("id").mapped("correction_mode"),
            [False, "price", "price", "amount"],
        )
        chair, table = self.order.invoice_line_ids
        standing = (chair | table)._note_get_standing()
        self.assertEqual(standing[chair].quantity, 3)
        self.assertEqual(standing[table].net, 450.0)

    def test_a_program_may_give_a_price_alone(self):
        line = self.order.invoice_line_ids[0]
        window = self.window(
            self.order,
            correction_mode="lines",
            line_ids=[Command.create({"move_line_id": line.id, "new_price": 60.0})],
        )
        row = window.line_ids.filtered("new_price")[:1]
        self.assertEqual(row.new_tax_ids, line.tax_ids)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        self.assertEqual(note.amount_untaxed, 50.0)

    def test_no_more_pieces_get_a_price_or_taxes_than_stand(self):
        line = self.order.invoice_line_ids[0]
        for side, price in (("credit", 60.0), ("debit", 80.0)):
            correction = Correction(
                mode="several",
                side=side,
                quantities={line.id: 50.0},
                prices={line.id: price},
            )
            with self.refused("Enter a quantity from 0 to 5"):
                self.order._note_correct(correction)

    def test_a_discount_is_corrected(self):
        form = self.credit_window(self.order)
        form.correction_mode = "lines"
        with form.line_ids.edit(0) as chair:
            chair.new_discount = 10
            self.assertEqual(chair.subtotal, 35.0)
        note = self.env["account.move"].browse(form.save().refund_moves()["res_id"])
        self.assertEqual(note.amount_untaxed, 35.0)
        self.assertIn("Discount 10", note.invoice_line_ids[-1].name)
        note.action_post()
        chair = self.order.invoice_line_ids[0]
        self.assertEqual(chair._note_get_standing()[chair].net, 315.0)
        form = self.credit_window(self.order)
        with form.line_ids.edit(0) as row:
            self.assertEqual((row.discount, row.new_discount), (10.0, 10.0))
            row.quantity = 5
            self.assertEqual(row.subtotal, 315.0)
        form.save().action_create_and_confirm()
        self.assertEqual(self.order.note_remaining_amount, 575.0)

    def test_a_price_holds_for_the_quantity_beside_it(self):
        window = self.window(self.order, correction_mode="lines")
        window.line_ids[0].update({"quantity": 2, "new_price": 60.0})
        self.assertEqual(window.line_ids[0].subtotal, 20.0)
        note = window._note_reverse()
        self.assertEqual(note.amount_untaxed, 20.0)

    def test_more_pieces_than_stand_are_refused_for_a_price_too(self):
        window = self.window(self.order, correction_mode="lines")
        window.line_ids[0].update({"quantity": 6, "new_price": 60.0})
        with self.refused("Chair", "from 0 to 5"):
            window.refund_moves()

    def test_price_and_taxes_of_one_line(self):
        export = self.tax.copy({"name": "Exports", "amount": 0.0})
        chair = self.order.invoice_line_ids[0]
        spec = Correction(
            mode="several", prices={chair.id: 60.0}, taxes={chair.id: export.ids}
        )
        preview = self.order._note_preview(spec)
        self.assertEqual(
            (preview["untaxed_amount"], preview["total_amount"]), (50.0, 102.5)
        )
        note = self.order._note_correct(spec, {"date": "2026-03-10"})
        self.assertEqual((note.amount_untaxed, note.amount_total), (50.0, 102.5))

    def test_a_lower_discount_asks_for_a_debit_note(self):
        window = self.window(self.order, correction_mode="lines")
        window.line_ids[0].new_discount = -5
        with self.refused("Chair", "debit note"):
            window.refund_moves()

    def test_quantity_alone_is_a_return_as_before(self):
        window = self.window(self.order, correction_mode="lines")
        window.line_ids[0].quantity = 2
        self.assertEqual(window._get_correction(self.order).mode, "lines")

    def test_taxes_of_the_other_direction_are_refused(self):
        window = self.window(self.order, correction_mode="lines")
        purchase = self.company_data["default_tax_purchase"]
        window.line_ids[0].new_tax_ids = [Command.set(purchase.ids)]
        self.assertEqual(window.line_ids[0].tax_use, "sale")
        with self.refused("Chair", purchase.name, "taxes on sales"):
            window.refund_moves()

    def test_an_amount_is_meant_with_taxes_or_net(self):
        window = self.window(self.order, correction_mode="amount", amount=100.0)
        self.assertEqual(window._note_reverse().amount_total, 100.0)
        window = self.window(
            self.order, correction_mode="amount", amount=100.0, is_untaxed=True
        )
        self.assertEqual(window._note_reverse().amount_untaxed, 100.0)

    def test_no_complaint_before_the_first_entry(self):
        form = self.credit_window(self.order)
        form.correction_mode = "amount"
        self.assertIn("Nothing is chosen yet", form.preview)
        self.assertFalse(form.is_refused)
        with self.refused("no amount is given"):
            form.save().refund_moves()

    def test_several_kinds_in_one_debit_note(self):
        form = self.open("account.debit.note", self.order)
        form.date = "2026-03-10"
        form.correction_mode = "lines"
        with form.line_ids.edit(0) as chair:
            chair.quantity = 1
        with form.line_ids.edit(1) as table:
            table.new_price = 520.0
            self.assertEqual(table.subtotal, 20.0)
        form.amount = 11.5
        form.save().action_create_and_confirm()
        self.assertRecordValues(
            self.order.debit_note_ids, [{"state": "posted", "amount_untaxed": 100.0}]
        )
