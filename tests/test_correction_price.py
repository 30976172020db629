from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestPriceCorrection(NoteCase):
    def reprice(self, invoice, post=True, **prices):
        window = self.window(invoice, correction_mode="price")
        for row in window.line_ids:
            row.new_price = prices.get(row.name, row.price)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        if post:
            note.action_post()
        return note

    def test_difference_of_the_price_is_credited(self):
        invoice = self.invoice(("Desk", 5, 100.0), ("Chair", 2, 70.0))
        note = self.reprice(invoice, Desk=90.0)
        self.assertRecordValues(
            note.invoice_line_ids,
            [
                {"quantity": 5, "price_unit": 100.0, "correction_mode": "price"},
                {"quantity": -5, "price_unit": 90.0, "correction_mode": "price"},
            ],
        )
        self.assertEqual(note.amount_total, 57.5)
        self.assertEqual(note.origin_move_ids, invoice)

    def test_note_tells_both_prices(self):
        note = self.reprice(self.invoice(("Desk", 5, 100.0)), Desk=90.0)
        self.assertIn("Price 90.00 instead of 100.00", note.invoice_line_ids[1].name)

    def test_both_lines_are_one_printed_row(self):
        note = self.reprice(self.invoice(("Desk", 5, 100.0)), Desk=90.0)
        report = self.env["ir.actions.report"]
        html = report._render_qweb_html("account.report_invoice", note.ids)[0].decode()
        self.assertEqual(html.count("note_pair_price"), 1)
        self.assertIn("100.00 → 90.00", html)
        self.assertEqual(html.count("Desk"), 1)

    def test_discount_of_the_line_applies_to_the_difference(self):
        invoice = self.invoice(("Desk", 5, 100.0), post=False)
        invoice.invoice_line_ids.discount = 10.0
        invoice.action_post()
        self.assertEqual(self.reprice(invoice, Desk=90.0).amount_untaxed, 45.0)

    def test_quantity_stays_to_be_credited(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        self.reprice(invoice, Desk=90.0)
        row = self.window(invoice, correction_mode="lines").line_ids
        self.assertEqual((row.remaining_quantity, row.price), (5, 90.0))

    def test_returns_afterwards_are_credited_at_the_corrected_price(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        self.credit(invoice, Desk=1)
        self.reprice(invoice, Desk=90.0)
        self.assertEqual(self.credit(invoice, Desk=1).amount_untaxed, 90.0)
        self.assertEqual(self.credit(invoice, Desk=3).amount_untaxed, 270.0)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_second_correction_starts_from_the_first(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        self.reprice(invoice, Desk=90.0)
        self.assertEqual(self.reprice(invoice, Desk=80.0).amount_untaxed, 50.0)

    def test_price_with_taxes_included_is_corrected_in_its_own_terms(self):
        tax = self.percent_tax(21, price_include_override="tax_included")
        invoice = self.invoice(("Lamp", 2, 121.0), tax=tax)
        note = self.reprice(invoice, Lamp=60.5)
        self.assertEqual((note.amount_untaxed, note.amount_total), (100.0, 121.0))

    def test_price_to_zero_credits_everything(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        self.reprice(invoice, Desk=0.0)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_window_in_the_browser_shows_the_difference(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        form = Form(self.env["account.move.reversal"].with_context(**context))
        form.correction_mode = "price"
        with form.line_ids.edit(0) as row:
            row.new_price = 90.0
            self.assertEqual(row.subtotal, 50.0)
        self.assertIn("57.50", form.preview)

    def test_higher_price_asks_for_a_debit_note(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        with self.refused(invoice.name, "Desk", "110.00", "100.00", "debit note"):
            self.reprice(invoice, Desk=110.0)

    def test_price_below_zero_is_refused(self):
        with self.refused("Desk", "-1.00"):
            self.reprice(self.invoice(("Desk", 5, 100.0)), Desk=-1.0)

    def test_no_changed_price_is_refused(self):
        invoice = self.invoice()
        with self.refused(invoice.name, "at least one of its lines"):
            self.reprice(invoice)
