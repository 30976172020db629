from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import INCLUDED, ON_TOP, ExactCase


@tagged("post_install", "-at_install")
class TestTaxesPerPiece(ExactCase):
    """Taxes of a fixed amount a piece (eco taxes, deposits) go with their pieces."""

    def test_lower_price_takes_none_of_them_back(self):
        taxes = self.eco_taxes(2.0, 21.0)
        note = self.reprice(self.invoice(("Battery", 5, 100.0), tax=taxes), 90.0)
        self.assertEqual(self.figures(note), (50.0, 10.5, 60.5))

    def test_higher_price_charges_none_of_them_again(self):
        invoice = self.invoice(("Battery", 10, 100.0), tax=self.eco_taxes())
        note = self.charge(invoice, "price", rows={0: {"new_price": 110.0}})
        self.assertEqual(self.figures(note), (100.0, 20.0, 120.0))

    def test_two_lower_prices_and_the_rest_close_every_account(self):
        invoice = self.invoice(("Battery", 10, 100.0), tax=self.eco_taxes())
        totals = [self.reprice(invoice, price).amount_total for price in (90.0, 80.0)]
        self.assertEqual(totals, [120.0, 120.0])
        self.assertEqual(self.rest(invoice).amount_total, 984.0)
        self.assert_nothing_left(invoice)

    def test_all_as_a_percentage_takes_them_back(self):
        taxes = self.new_tax(8.0, amount_type="fixed") | self.new_tax(15.0)
        invoice = self.invoice(("Battery", 2, 1000.0), tax=taxes)
        self.correct(invoice, "amount", amount_type="percent", percent=100)
        self.assert_nothing_left(invoice)

    def test_rebate_leaves_them(self):
        invoice = self.invoice(("Battery", 10, 100.0), tax=self.eco_taxes())
        note = self.correct(invoice, "amount", amount=120.0)
        self.assertEqual(self.figures(note), (100.0, 20.0, 120.0))

    def test_such_a_tax_that_was_wrong_comes_back_for_all_pieces(self):
        vat, fixed = self.new_tax(21.0), self.new_tax(1.0, amount_type="fixed")
        invoice = self.invoice(("Battery", 5, 100.0), tax=vat | fixed)
        self.assertEqual(self.retax(invoice, vat).amount_total, 5.0)

    def test_rate_is_corrected_on_the_base_with_them(self):
        taxes = self.eco_taxes()
        right = taxes[0] | self.new_tax(6.0, sequence=2, **ON_TOP)
        note = self.retax(self.invoice(("Battery", 10, 100.0), tax=taxes), right)
        self.assertEqual(self.figures(note), (0.0, 142.8, 142.8))

    def test_vat_beside_one_in_the_price_is_removed_alone(self):
        taxes = self.eco_taxes(**INCLUDED)
        invoice = self.invoice(("Battery", 10, 100.0), tax=taxes)
        self.assertEqual(self.figures(invoice), (980.0, 220.0, 1200.0))
        note = self.retax(invoice, taxes[0])
        self.assertEqual(self.figures(note), (0.0, 200.0, 200.0))

    def test_parts_with_one_tax_in_the_price_and_one_on_top(self):
        invoice = self.invoice(("Battery", 10, 100.0), tax=self.eco_taxes(**INCLUDED))
        totals = [self.pieces(invoice, 1, part)[0].amount_total for part in (4, 6)]
        self.assertEqual(totals, [480.0, 720.0])
        self.assert_nothing_left(invoice)


@tagged("post_install", "-at_install")
class TestTaxesOfPiecesInPrices(ExactCase):
    """A deposit that the price holds stays when an amount is taken off the line."""

    def test_an_amount_off_a_line_leaves_the_deposit(self):
        deposit = self.new_tax(2.0, amount_type="fixed", **INCLUDED)
        for taxes, left in (
            (deposit, (41.55, 14.0, 55.55)),
            (deposit | self.new_tax(20.0, **ON_TOP), (42.22, 22.44, 64.66)),
        ):
            invoice = self.invoice(("Desk", 4, 11.13), ("Lamp", 3, 5.01), tax=taxes)
            self.correct(invoice, "lines", rows={0: {"amount": 4.0}})
            note = self.correct(invoice, "full")
            with self.subTest(taxes=len(taxes)):
                self.assertEqual(self.figures(note), left)
                self.assert_nothing_left(invoice)


@tagged("post_install", "-at_install")
class TestCorrectedTaxes(ExactCase):
    """What follows a correction of the tax knows it."""

    def test_price_that_stands_is_shown_and_credited(self):
        taxes = self.new_tax(10.0, sequence=1, **INCLUDED)
        taxes |= self.new_tax(5.0, sequence=2, **ON_TOP)
        invoice = self.invoice(("Lamp", 2, 100.0), ("Desk", 1, 500.0), tax=taxes)
        self.reprice(invoice, 90.0)
        window = self.window(invoice, correction_mode="lines")
        self.assertEqual(window.line_ids[0].price, 90.0)
        self.assertEqual(self.pieces(invoice, 1)[0].amount_total, 94.09)

    def test_whole_document_is_credited_at_the_right_rate(self):
        invoice = self.invoice(("Desk", 2, 100.0), tax=self.new_tax(21.0))
        self.retax(invoice, self.new_tax(6.0))
        self.assertEqual(self.figures(self.correct(invoice, "full")), (200, 12, 212))
        self.assert_nothing_left(invoice)

    def test_amounts_are_taxed_at_the_right_rate(self):
        invoice = self.invoice(("Desk", 1, 100.0), tax=self.new_tax(21.0))
        self.retax(invoice, self.new_tax(6.0))
        for _half in range(2):
            note = self.correct(invoice, "amount", amount=53.0)
            self.assertEqual(self.figures(note), (50.0, 3.0, 53.0))
        self.assert_nothing_left(invoice)

    def test_net_of_prices_with_tax_in_them_stays(self):
        invoice = self.invoice(("Desk", 3, 121.0), tax=self.new_tax(21.0, **INCLUDED))
        self.retax(invoice, self.new_tax(6.0, **INCLUDED))
        self.assertEqual(invoice.note_remaining_amount, 318.0)
        self.assertEqual(self.figures(self.pieces(invoice, 1)[0]), (100.0, 6.0, 106.0))

    def test_archived_tax_of_another_line_stays(self):
        wrong, old = self.new_tax(21.0), self.new_tax(6.0)
        invoice = self.invoice(("Desk", 1, 100.0), ("Book", 1, 100.0), post=False)
        for line, tax in zip(invoice.invoice_line_ids, (wrong, old), strict=True):
            line.tax_ids = tax
        invoice.action_post()
        old.active = False
        note = self.retax(invoice, self.new_tax(0.0))
        self.assertEqual(self.figures(note), (0.0, 21.0, 21.0))

    def test_archived_tax_that_nobody_changes_makes_no_note(self):
        tax = self.new_tax(21.0)
        invoice = self.invoice(("Desk", 1, 100.0), tax=tax)
        tax.active = False
        with self.refused(invoice.name, "at least one of its lines"):
            self.correct(invoice, "tax")

    def test_taxes_of_the_other_direction_are_refused(self):
        invoice = self.invoice(("Desk", 1, 100.0), tax=self.new_tax(21.0))
        with self.refused(invoice.name, "sales"):
            self.retax(invoice, self.new_tax(6.0, "purchase"))

    def test_rate_that_was_changed_since_is_that_of_the_invoice(self):
        tax = self.new_tax(19.0)
        invoice = self.invoice(("Desk", 2, 100.0), tax=tax)
        tax.amount = 16.0
        notes = self.pieces(invoice, 2)
        self.assertEqual([note.amount_tax for note in notes], [19.0, 19.0])
        self.assert_nothing_left(invoice)

    def test_part_of_the_pieces_may_have_another_price(self):
        invoice = self.invoice(("Desk", 10, 100.0), tax=self.new_tax(10.0))
        line = invoice.invoice_line_ids
        spec = Correction()._replace(
            mode="price", prices={line.id: 90.0}, quantities={line.id: 3.0}
        )
        invoice._note_correct(spec, {"date": "2026-03-10"}).action_post()
        layers = line._note_get_standing()[line].layers
        self.assertEqual(
            [(layer.terms.price, layer.quantity) for layer in layers],
            [(100.0, 7.0), (90.0, 3.0)],
        )
        # The youngest come back first
        self.assertEqual(self.pieces(invoice, 1, 4)[0].amount_untaxed, 370.0)
