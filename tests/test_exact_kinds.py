from odoo import Command
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import INCLUDED, ON_TOP, ExactCase


@tagged("post_install", "-at_install")
class TestKindsOfTaxes(ExactCase):
    """Taxes of reverse charge, withheld ones, and those divided among accounts."""

    def divided(self, rate, parts, use="sale"):
        """Return a tax whose parts, in percent, have an account each."""
        tax = self.new_tax(rate, use, **ON_TOP)
        rows = [Command.clear(), Command.create({"repartition_type": "base"})]
        for part in parts:
            account = self.new_tax(0.0).invoice_repartition_line_ids.account_id
            values = {"factor_percent": part, "account_id": account.id}
            rows.append(Command.create({"repartition_type": "tax", **values}))
        values = dict.fromkeys(
            ("invoice_repartition_line_ids", "refund_repartition_line_ids"), rows
        )
        tax.write(values)
        return tax

    def discount_term(self):
        line = {"value": "percent", "value_amount": 100, "nb_days": 30}
        return self.env["account.payment.term"].create(
            {
                "name": "2 % in ten days",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 10,
                "early_pay_discount_computation": "mixed",
                "line_ids": [Command.create(line)],
            }
        )

    def taxes_of(self, note):
        lines = note.line_ids.filtered("tax_line_id")
        return sorted(round(amount, 2) for amount in lines.mapped("amount_currency"))

    def corrected(self, move, spec):
        """Return the posted note of a correction, which is as its preview says."""
        preview = move._note_preview(spec)
        self.assertEqual(preview["refusals"], [])
        note = move._note_correct(spec, {"date": "2026-03-10"})
        note.action_post()
        self.assertEqual(
            (note.currency_id.round(note.amount_untaxed), note.amount_total),
            (preview["untaxed_amount"], preview["total_amount"]),
        )
        return note

    def test_rebate_lowers_both_sides_of_a_reverse_charge(self):
        tax = self.divided(21.0, (100, -100), "purchase")
        for spec in (
            Correction(mode="amount", amount=10.0),
            Correction(mode="amount", amount=10.0, is_untaxed=True),
            Correction(mode="amount", percent=10.0),
        ):
            bill = self.invoice(("Desk", 1, 100.0), move_type="in_invoice", tax=tax)
            note = self.corrected(bill, spec)
            self.assertEqual(self.figures(note), (10.0, 0.0, 10.0))
            self.assertEqual(self.taxes_of(note), [-2.1, 2.1])
            self.rest(bill)
            self.assert_nothing_left(bill)

    def test_allowance_on_a_line_of_reverse_charge(self):
        tax = self.divided(21.0, (100, -100), "purchase")
        bill = self.invoice(("Desk", 1, 100.0), move_type="in_invoice", tax=tax)
        amounts = {bill.invoice_line_ids.id: 10.0}
        note = self.corrected(bill, Correction(mode="several", amounts=amounts))
        self.assertEqual(self.taxes_of(note), [-2.1, 2.1])

    def test_forgotten_withholding_is_credited(self):
        sales = self.new_tax(21.0, sequence=1)
        withheld = self.new_tax(-15.0, sequence=2)
        invoice = self.invoice(("Advice", 1, 100.0), tax=sales)
        taxes = {invoice.invoice_line_ids.id: tuple((sales | withheld).ids)}
        note = self.corrected(invoice, Correction(mode="tax", taxes=taxes))
        self.assertEqual(self.figures(note), (0.0, 15.0, 15.0))
        self.assertEqual(invoice.amount_residual, 106.0)
        self.rest(invoice)
        self.assert_nothing_left(invoice)

    def test_tax_that_ends_before_others_leaves_none_of_its_accounts_open(self):
        tax = self.divided(19.0, (33.33, 33.33, 33.34))
        lines = ("Pen", 0.33, 14.75), ("Book", 5, 17.57), ("Desk", 1.5, 157.62)
        invoice = self.invoice(*lines, tax=tax, post=False)
        invoice.invoice_line_ids[1].tax_ids = self.new_tax(6.0)
        invoice.action_post()
        for quantities in ((0.17, 2.5, 1.5), (0.07, 0, 0), (0.02, 0.83, 0)):
            rows = {place: {"quantity": each} for place, each in enumerate(quantities)}
            self.correct(invoice, "lines", rows=rows)
        pen = invoice.invoice_line_ids[0]
        note = self.corrected(
            invoice, Correction(mode="lines", quantities={pen.id: 0.07})
        )
        self.assertTrue(note.line_ids.filtered("tax_line_id"))
        lines = self.family(invoice).line_ids.filtered(lambda ln: ln.tax_line_id == tax)
        for account_lines in lines.grouped("account_id").values():
            self.assertAlmostEqual(sum(account_lines.mapped("balance")), 0.0, 2)
        self.rest(invoice)
        self.assert_nothing_left(invoice)

    def test_cent_of_a_tax_that_was_booked_on_another_of_its_accounts(self):
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        invoice = self.invoice(("Pen", 0.33, 0.98), ("Desk", 2.25, 33.34), post=False)
        pen, desk = invoice.invoice_line_ids
        pen.write({"tax_ids": self.divided(7.7, (33.33, 33.33, 33.34)), "discount": 10})
        desk.tax_ids = self.new_tax(10.0)
        invoice.action_post()
        self.correct(invoice, "amount", amount=42.66)
        self.correct(invoice, "lines", rows={0: {"quantity": 0.11}})
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_early_discount_rounded_by_line_is_previewed_as_it_is_booked(self):
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        term = self.discount_term()
        bill = self.invoice(
            ("Cloth", 2.25, 41.66),
            move_type="in_invoice",
            tax=self.divided(21.0, (50, 50), "purchase"),
            invoice_payment_term_id=term.id,
            post=False,
        )
        bill.invoice_line_ids.discount = 10
        bill.action_post()
        prices = {bill.invoice_line_ids.id: 31.24}
        note = self.corrected(bill, Correction(mode="price", prices=prices))
        # 21 % of 84.36, less those of 63.26, less those of 0.42
        self.assertEqual(self.figures(note), (21.1, 4.35, 25.45))


@tagged("post_install", "-at_install")
class TestLinesThatTakeOff(ExactCase):
    """The price of a discount line goes both ways: the note as a whole is judged."""

    def discounted(self):
        lines = ("Desk", 2, 100.0), ("Coupon", 1, -50.0)
        return self.invoice(*lines, tax=self.new_tax(21.0))

    def reprice_by(self, invoice, prices, side="credit"):
        lines = invoice.invoice_line_ids
        spec = Correction(
            mode="price",
            side=side,
            prices={lines[place].id: price for place, price in prices.items()},
        )
        preview = invoice._note_preview(spec)
        note = invoice._note_correct(spec, {"date": "2026-03-10"})
        note.action_post()
        self.assertEqual(note.amount_total, preview["total_amount"])
        return note

    def test_higher_discount_is_credited(self):
        invoice = self.discounted()
        note = self.reprice_by(invoice, {1: -80.0})
        self.assertEqual(self.figures(note), (30.0, 6.3, 36.3))
        self.assertEqual(self.rest(invoice).amount_total, 145.2)
        self.assert_nothing_left(invoice)

    def test_lower_discount_is_debited(self):
        invoice = self.discounted()
        note = self.reprice_by(invoice, {1: -20.0}, "debit")
        self.assertEqual(self.figures(note), (30.0, 6.3, 36.3))
        self.assertEqual(self.rest(invoice).amount_total, 217.8)
        self.assert_nothing_left(invoice)

    def test_higher_deduction_is_credited(self):
        lines = ("Desk", 10, 100.0), ("Paid ahead", -1, 300.0)
        invoice = self.invoice(*lines, tax=self.new_tax(21.0))
        self.assertEqual(self.reprice_by(invoice, {1: 350.0}).amount_total, 60.5)
        self.rest(invoice)
        self.assert_nothing_left(invoice)

    def test_both_prices_in_one_note(self):
        invoice = self.discounted()
        note = self.reprice_by(invoice, {0: 90.0, 1: -40.0})
        self.assertEqual(note.amount_total, 12.1)

    def test_no_draft_comes_to_less_than_nothing(self):
        invoice = self.discounted()
        with self.refused(invoice.name, "Create a debit note", "36.30"):
            self.correct(invoice, "price", rows={1: {"new_price": -20.0}}, post=False)
        with self.refused(invoice.name, "Create a debit note", "60.50"):
            self.correct(invoice, "lines", rows={1: {"quantity": 1}}, post=False)
        with self.refused(invoice.name, "Create a credit note", "36.30"):
            self.charge(invoice, "price", rows={1: {"new_price": -80.0}}, post=False)

    def test_pieces_of_less_than_a_cent(self):
        """Core refuses amounts of opposite signs in the two currencies."""
        rupiah = self.setup_other_currency("IDR", rates=[("2026-01-01", 16000.0)])
        invoice = self.invoice(
            ("Bag", 7, 99.0), ("Box", 2, 120.0), currency_id=rupiah.id
        )
        self.pieces(invoice, 7)
        self.rest(invoice)
        self.env.invalidate_all()
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(invoice.note_remaining_amount, 0.0)


@tagged("post_install", "-at_install")
class TestFractionsOfCents(ExactCase):
    """Prices that end between two cents: no note is off by more than these."""

    def singles(self, invoice, count, place=0):
        """Return the totals of notes over a piece each, as their previews say."""
        line, totals = invoice.invoice_line_ids[place], []
        for _piece in range(count):
            spec = Correction(mode="lines", quantities={line.id: 1})
            preview = invoice._note_preview(spec)
            self.assertEqual(preview["refusals"], [])
            note = invoice._note_correct(spec, {"date": "2026-03-10"})
            note.action_post()
            taxes = sum(tax["amount"] for tax in preview["taxes"])
            self.assertEqual(
                self.figures(note),
                (
                    preview["untaxed_amount"],
                    note.currency_id.round(taxes),
                    preview["total_amount"],
                ),
            )
            totals.append(note.amount_total)
        return totals

    def test_single_pieces_do_not_take_from_other_lines(self):
        lines = ("Screw", 12, 1.115), ("Desk", 1, 100.0)
        invoice = self.invoice(*lines, tax=self.new_tax(21.0))
        self.singles(invoice, 12)
        # 13.38 and 2.81 of tax are back, give or take a step of each
        self.assertAlmostEqual(invoice.amount_residual, 121.0, delta=0.021)
        self.rest(invoice)
        self.assert_nothing_left(invoice)

    def test_each_account_ends_with_its_own_lines(self):
        other = self.company_data["default_account_revenue"].copy()
        lines = ("Screw", 3, 3.335), ("Nail", 7, 1.115)
        invoice = self.invoice(*lines, tax=self.new_tax(21.0), post=False)
        invoice.invoice_line_ids[1].account_id = other
        invoice.action_post()
        self.singles(invoice, 3)
        first = invoice.invoice_line_ids[0].account_id
        self.assertNotIn(first.code, self.books(invoice))
        self.singles(invoice, 7, place=1)
        self.assert_nothing_left(invoice)

    def test_whole_after_single_pieces_with_tax_in_the_price(self):
        lines = ("Screw", 12, 0.125), ("Desk", 1, 100.0)
        invoice = self.invoice(*lines, tax=self.new_tax(21.0, **INCLUDED))
        self.singles(invoice, 12)
        preview = invoice._note_preview(Correction())
        note = self.correct(invoice, "full")
        self.assertEqual(note.amount_total, preview["total_amount"])
        self.assertAlmostEqual(note.amount_total, 100.0, delta=0.021)
        self.assert_nothing_left(invoice)

    def test_small_return_on_another_account_stays_there(self):
        invoice = self.invoice(("Screw", 12, 0.02), tax=self.new_tax(0.0))
        note = self.correct(invoice, "lines", rows={0: {"quantity": 1}}, post=False)
        note.invoice_line_ids.account_id = invoice.invoice_line_ids.account_id.copy()
        note.action_post()
        self.assertEqual(note.amount_total, 0.02)

    def test_last_piece_of_a_private_bill_is_previewed_with_its_tax(self):
        lines = ("Fuel", 6, 1.125), ("Desk", 1, 100.0)
        bill = self.invoice(
            *lines,
            move_type="in_invoice",
            tax=self.new_tax(21.0, "purchase"),
            post=False,
        )
        bill.invoice_line_ids[0].deductible_amount = 60.0
        bill.action_post()
        self.singles(bill, 6)
        self.rest(bill)
        self.assert_nothing_left(bill)
