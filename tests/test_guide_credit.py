from odoo import Command
from odoo.tests import Form, tagged

from .guide_common import GuideCase


@tagged("post_install", "-at_install")
class TestGuideReturn(GuideCase):
    page = "return-of-goods"

    def test_the_story(self):
        invoice = self.invoice(*self.lines("The invoice, with 15 % sales tax"))
        lamp = self.credit(invoice, **{"Office Lamp": 1})
        form = self.open_form("account.move.reversal", invoice)
        self.assertEqual(form.correction_mode, "lines")
        form.reason_id = self.reason("Return of goods")
        with form.line_ids.edit(1) as row:
            self.assertEqual((row.name, row.remaining_quantity), ("Office Chair", 5))
            row.quantity = 2
        note = self.press(form, "refund_moves")
        note.action_post()
        self.assert_entry("The credit note", note)
        self.assert_open("Open amounts afterwards", invoice, lamp, note)
        self.assertEqual(invoice.note_remaining_amount, invoice.amount_residual)
        with self.refused("Office Chair"):
            self.credit(invoice, **{"Office Chair": 4})


@tagged("post_install", "-at_install")
class TestGuidePrice(GuideCase):
    page = "price-error"

    def test_the_story(self):
        invoice = self.invoice(*self.lines("The invoice, with 15 % sales tax"))
        form = self.open_form("account.move.reversal", invoice)
        form.correction_mode = "price"
        form.reason_id = self.reason("Price correction")
        with form.line_ids.edit(1) as row:
            row.new_price = 40.0
            self.assertEqual(row.subtotal, 40.0)
        note = self.press(form, "refund_moves")
        note.action_post()
        self.assert_entry("The credit note", note)
        self.assert_open("Open amounts afterwards", invoice, note)
        self.assertEqual(self.credit(invoice, Assembly=8).amount_untaxed, 320.0)

    def test_a_higher_price_is_no_credit(self):
        invoice = self.invoice(*self.lines("The invoice, with 15 % sales tax"))
        window = self.window(invoice, correction_mode="price")
        window.line_ids[1].new_price = 50.0
        with self.refused("Assembly"):
            window.refund_moves()


@tagged("post_install", "-at_install")
class TestGuideGoodwill(GuideCase):
    page = "goodwill"

    def test_the_story(self):
        other = self.invoice(partner_id=self.partner_b.id)
        [(name, _quantity, price)] = self.lines("The credit note, with 15 % sales tax")
        moves = self.env["account.move"].with_context(default_move_type="out_refund")
        form = Form(moves)
        form.partner_id = self.partner_a
        form.invoice_date = "2026-03-10"
        form.note_reason_id = self.reason("Goodwill")
        with form.invoice_line_ids.new() as line:
            line.name = name
            line.price_unit = price
            line.tax_ids = self.tax
        note = form.save()
        note.action_post()
        self.assert_entry("The entry", note)
        self.assert_open("Open amounts afterwards", note)
        self.assertEqual(note.note_status, "open")
        self.assertEqual(self.partner_a.open_credit_count, 1)
        self.assertFalse(note.origin_move_ids)
        with self.refused(self.partner_b.name):
            self.apply((self.open_items(note)[0], self.open_items(other)[0], 10.0))

    def test_an_allowance_that_leaves_the_vat_alone(self):
        invoice = self.invoice()
        form = self.open_form("account.move.reversal", invoice)
        form.correction_mode = "amount"
        form.amount = 50.0
        form.is_net_of_tax = True
        note = self.press(form, "refund_moves")
        self.assertEqual((note.amount_untaxed, note.amount_tax), (50.0, 0.0))


@tagged("post_install", "-at_install")
class TestGuideTax(GuideCase):
    page = "wrong-tax"

    def test_the_story(self):
        export = self.tax.copy({"name": "Exports", "amount": 0.0})
        invoice = self.invoice(*self.lines("The invoice, with 15 % sales tax"))
        form = self.open_form("account.move.reversal", invoice)
        form.correction_mode = "tax"
        form.reason_id = self.reason("Tax correction")
        with form.line_ids.edit(0) as row:
            row.new_tax_ids = export
        note = self.press(form, "refund_moves")
        self.assertEqual((note.amount_untaxed, note.amount_tax), (0.0, 171.0))
        note.action_post()
        self.assert_entry("The credit note", note)
        self.assert_open("Open amounts afterwards", invoice, note)

    def test_a_higher_tax_is_no_credit(self):
        luxury = self.tax.copy({"name": "30%", "amount": 30.0})
        invoice = self.invoice(*self.lines("The invoice, with 15 % sales tax"))
        window = self.window(invoice, correction_mode="tax")
        window.line_ids.new_tax_ids = [Command.set(luxury.ids)]
        with self.refused(invoice.name):
            window.refund_moves()
