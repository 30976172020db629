from odoo.tests import tagged

from .exact_common import INCLUDED, ON_TOP, ExactCase


@tagged("post_install", "-at_install")
class TestFormerTaxes(ExactCase):
    """A tax got another rate, or is in prices now: notes have the invoice's taxes.

    In July 2020 Germany lowered its VAT from 19 to 16 % for half a year (§ 28 UStG);
    many gave the tax they had another rate. What was sold before is corrected at the
    rate of the day of the supply (§ 27 Abs. 1 UStG).
    """

    def invoice_then(self, *lines, tax, **changes):
        """Return an invoice whose tax was changed in place since."""
        invoice = self.invoice(*(lines or [("Desk", 3, 119.0)]), tax=tax)
        tax.write(changes)
        return invoice

    def lowered(self, *lines):
        """Return an invoice at 19 % in its prices, which are 16 % today."""
        tax = self.new_tax(19.0, **INCLUDED)
        return self.invoice_then(*lines, tax=tax, amount=16.0)

    def test_whole_invoice_is_taken_back_as_it_was(self):
        invoice = self.lowered(("Desk", 3, 119.0), ("Lamp", 2, 7.77))
        note = self.correct(invoice, "full")
        self.assertEqual(self.figures(note), self.figures(invoice))
        self.assert_nothing_left(invoice)

    def test_pieces_come_back_at_their_price_and_the_former_rate(self):
        invoice = self.lowered(("Desk", 3, 119.0), ("Lamp", 2, 7.77))
        (note,) = self.pieces(invoice, 1)
        self.assertEqual(self.figures(note), (100.0, 19.0, 119.0))
        self.assertEqual(note.invoice_line_ids.price_unit, 119.0)
        self.rest(invoice)
        self.assert_nothing_left(invoice)

    def test_another_price_and_then_an_amount(self):
        invoice = self.lowered()
        note = self.reprice(invoice, 59.5)
        self.assertEqual(self.figures(note), (150.0, 28.5, 178.5))
        note = self.correct(invoice, "amount", amount=119.0)
        self.assertEqual(self.figures(note), (100.0, 19.0, 119.0))
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_other_taxes_leave_the_net_of_the_invoice(self):
        invoice = self.lowered(("Book", 3, 119.0), ("Lamp", 2, 7.77))
        note = self.retax(invoice, self.new_tax(7.0))
        self.assertEqual(self.figures(note), (0.0, 36.0, 36.0))
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_higher_price_is_charged_at_the_former_rate(self):
        invoice = self.lowered()
        note = self.charge(invoice, "price", rows={0: {"new_price": 178.5}})
        self.assertEqual(self.figures(note), (150.0, 28.5, 178.5))

    def test_quantity_edited_by_hand(self):
        invoice = self.lowered()
        note = self.by_hand(invoice, quantity=1)
        self.assertEqual(self.figures(note), (100.0, 19.0, 119.0))

    def test_preview_is_the_note(self):
        invoice = self.lowered(("Desk", 3, 119.0), ("Lamp", 3, 7.77))
        request = {"invoice_ids": invoice.ids, "date": "2026-03-10"}
        for wanted in ({"mode": "amount", "amount": 50.0}, {"mode": "full"}):
            api, asked = self.env["account.note.api"], {**request, **wanted}
            (preview,) = api.preview_correction({**asked, "side": "credit"})["previews"]
            (note,) = api.create_credit_note({**asked, "state": "posted"})["notes"]
            self.assertEqual(preview["total_amount"], note["amount_total"])
        self.assert_nothing_left(invoice)

    def test_amount_at_a_rate_on_top_of_prices(self):
        tax = self.new_tax(19.0)
        invoice = self.invoice_then(("Desk", 3, 100.0), tax=tax, amount=16.0)
        note = self.correct(invoice, "amount", amount=119.0)
        self.assertEqual(self.figures(note), (100.0, 19.0, 119.0))

    def test_tax_that_is_in_prices_now_or_no_longer(self):
        for before, price, now in (
            (ON_TOP, 100.0, INCLUDED),
            (INCLUDED, 119.0, ON_TOP),
        ):
            with self.subTest(**now):
                tax = self.new_tax(19.0, **before)
                invoice = self.invoice_then(("Desk", 3, price), tax=tax, **now)
                (note,) = self.pieces(invoice, 1)
                self.assertEqual(self.figures(note), (100.0, 19.0, 119.0))
                note = self.correct(invoice, "amount", amount=119.0)
                self.assertEqual(self.figures(note), (100.0, 19.0, 119.0))
                self.correct(invoice, "full")
                self.assert_nothing_left(invoice)

    def test_tax_that_only_got_another_name_changes_nothing(self):
        invoice = self.invoice_then(tax=self.new_tax(19.0, **INCLUDED), name="VAT")
        tax = invoice.invoice_line_ids.tax_ids
        self.assertIsNone(invoice._note_get_former_taxes(tax))
