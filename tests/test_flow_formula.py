from unittest import SkipTest

from odoo.tests import tagged

from .exact_common import INCLUDED, ON_TOP, ExactCase


@tagged("post_install", "-at_install")
class TestFlowFormula(ExactCase):
    """Taxes by a formula, as ``account_tax_python`` has them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "formula" not in cls.env["account.tax"]._fields:
            raise SkipTest("account_tax_python is not installed")

    def by_formula(self, formula, **values):
        return self.new_tax(0.0, amount_type="code", formula=formula, **values)

    def taxed(self, taxes):
        return self.invoice(("Desk", 4, 11.13), ("Lamp", 3, 5.01), tax=taxes)

    def test_a_rebate_leaves_a_formula_of_pieces(self):
        invoice = self.taxed(self.by_formula("quantity * 2") | self.new_tax(20.0))
        note = self.correct(invoice, "amount", amount=6.0)
        self.assertEqual(self.figures(note), (5.0, 1.0, 6.0))
        self.rest(invoice)
        self.assert_nothing_left(invoice)

    def test_a_least_tax_of_a_piece_follows_the_price(self):
        least = self.by_formula("max(quantity * price_unit * 0.2, quantity * 2.1)")
        invoice = self.taxed(least | self.new_tax(20.0))
        # 2.226 a desk, and at 9.00 the least of 2.10
        note = self.reprice(invoice, 9.0)
        self.assertEqual(self.figures(note), (8.52, 2.2, 10.72))
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_a_formula_without_the_quantity(self):
        invoice = self.taxed(self.by_formula("price_unit * 0.1"))
        note = self.correct(invoice, "lines", rows={0: {"quantity": 1}})
        self.assertEqual(self.figures(note), (11.13, 0.0, 11.13))
        note = self.reprice(invoice, 10.13)
        self.assertEqual(self.figures(note), (3.0, 0.1, 3.1))
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_a_least_tax_that_prices_hold(self):
        limits = "max(quantity * price_unit * 0.2, quantity * 2.1)"
        least = self.by_formula(limits, sequence=1, **INCLUDED)
        for taxes in (least, least | self.new_tax(20.0, sequence=2, **ON_TOP)):
            invoice = self.taxed(taxes)
            with self.subTest(taxes=len(taxes)):
                # 2.10 a lamp before and after: all that is lowered is net
                note = self.reprice(invoice, 4.44, place=1)
                vat = 0.34 if len(taxes) > 1 else 0.0
                self.assertEqual(self.figures(note), (1.71, vat, 1.71 + vat))
                note = self.correct(invoice, "amount", amount=6.0)
                self.assertEqual(note.amount_total, 6.0)
                self.correct(invoice, "full")
                self.assert_nothing_left(invoice)

    def test_amounts_at_a_formula_that_prices_hold(self):
        held = self.by_formula("base * 0.1", sequence=1, **INCLUDED)
        for taxes in (held, held | self.new_tax(20.0, sequence=2, **ON_TOP)):
            for values in (
                {"amount": 5.0},
                {"amount": 5.0, "is_untaxed": True},
                {"amount_type": "percent", "percent": 12.5},
            ):
                invoice = self.taxed(taxes)
                with self.subTest(taxes=len(taxes), **values):
                    note = self.correct(invoice, "amount", **values)
                    if "amount" in values:
                        figures = self.figures(note)
                        own = figures[0 if "is_untaxed" in values else 2]
                        self.assertEqual(own, 5.0)
                    self.correct(invoice, "full")
                    self.assert_nothing_left(invoice)
