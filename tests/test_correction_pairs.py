from odoo import Command
from odoo.tests import tagged

from .electronic_common import BIS3, CII
from .electronic_kinds import ElectronicKinds

# What the lines of each syntax are called: net, quantity, price
NAMES = {
    BIS3: ("LineExtensionAmount", "CreditedQuantity", "PriceAmount"),
    CII: ("LineTotalAmount", "BilledQuantity", "ChargeAmount"),
}


@tagged("post_install", "-at_install")
class TestPairs(ElectronicKinds):
    """Pieces taken back and charged anew: two lines in the books and for machines,
    one row on paper."""

    def changed(self, **values):
        invoice = self.invoice(("Desk", 3, 99.99), ref="PO 1", tax=self.high)
        mode = "tax" if "new_tax_ids" in values else "lines"
        return self.correct(invoice, mode, {"Desk": values})

    def printed(self, note):
        report = self.env["ir.actions.report"]
        html = report._render_qweb_html("account.report_invoice", note.ids)[0].decode()
        # The heads, and whatever stands below, are rows as well
        return [row for row in html.split("<tr") if "Desk" in row]

    def assert_pair(self, note, *words):
        self.assertEqual(len(note.invoice_line_ids), 2)
        (row,) = self.printed(note)
        for word in words:
            self.assertIn(word, row)
        for model, (net, quantity, price) in NAMES.items():
            tree = self.export(note, model)
            lines = tree.findall(".//{*}CreditNoteLine") or tree.findall(
                ".//{*}IncludedSupplyChainTradeLineItem"
            )
            self.assertEqual(len(lines), 2)
            nets, quantities, prices = (
                [float(line.find(".//{*}" + name).text) for line in lines]
                for name in (net, quantity, price)
            )
            self.assertAlmostEqual(sum(nets), note.amount_untaxed, 2)
            self.assertEqual(quantities, [3.0, -3.0])
            self.assertGreaterEqual(min(prices), 0.0)

    def test_other_price(self):
        note = self.changed(new_price=90.0)
        self.assert_pair(note, "99.99 → 90.00", "29.97")

    def test_other_discount(self):
        note = self.changed(new_discount=10.0)
        self.assert_pair(note, "0.00 → 10.00", "30.00")

    def test_other_taxes(self):
        note = self.changed(new_tax_ids=[Command.set(self.low.ids)])
        labels = [tax.tax_label for tax in (self.high, self.low)]
        self.assert_pair(note, " → ".join(labels), "0.00")

    def test_other_price_and_taxes(self):
        invoice = self.invoice(("Desk", 3, 99.99), ref="PO 1", tax=self.high)
        taxes = [Command.set(self.low.ids)]
        values = {"new_price": 90.0, "new_tax_ids": taxes}
        note = self.correct(invoice, "lines", {"Desk": values})
        self.assert_pair(note, "99.99 → 90.00", " → ")

    def test_discount_is_a_number_without_a_unit(self):
        invoice = self.invoice(("Desk", 3, 99.99), post=False)
        invoice.invoice_line_ids.product_id = self.product_a
        invoice.action_post()
        line = invoice.invoice_line_ids
        window = self.window(invoice, correction_mode="lines")
        window.line_ids.new_discount = 10.0
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        texts = note.invoice_line_ids.mapped("name")
        self.assertTrue(line.product_uom_id)
        self.assertIn("Discount 10.00 % instead of 0.00 %", "\n".join(texts))
