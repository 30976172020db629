from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import INCLUDED, ExactCase


@tagged("post_install", "-at_install")
class TestWhatEndsBeforeTheRest(ExactCase):
    """A part of a document may be gone while others stand."""

    def test_private_part_ends_with_its_last_piece(self):
        bill = self.invoice(
            ("Car", 10, 33.33),
            ("Desk", 1, 10.0),
            move_type="in_invoice",
            tax=self.new_tax(19.0, "purchase", **INCLUDED),
            post=False,
        )
        bill.invoice_line_ids[0].deductible_amount = 60.0
        bill.action_post()
        car = bill.invoice_line_ids[0]
        for quantity in (3.3, 6.7):
            spec = Correction(mode="lines", quantities={car.id: quantity})
            preview = bill._note_preview(spec)
            note = bill._note_correct(spec, {"date": "2026-03-10"})
            note.action_post()
            self.assertAlmostEqual(note.amount_total, preview["total_amount"], 2)
        private = self.family(bill).line_ids.filtered(
            lambda line: line.display_type == "non_deductible_tax"
        )
        self.assertAlmostEqual(sum(private.mapped("balance")), 0.0, 2)
        self.rest(bill)
        self.assert_nothing_left(bill)

    def test_part_of_a_private_bill_is_previewed_as_core_rounds_it(self):
        bill = self.invoice(
            ("Car", 1, 102.74),
            move_type="in_invoice",
            tax=self.new_tax(23.0, "purchase", **INCLUDED),
            post=False,
        )
        bill.invoice_line_ids.write({"deductible_amount": 60.0, "discount": 33.0})
        bill.action_post()
        spec = Correction(mode="lines", quantities={bill.invoice_line_ids.id: 0.1})
        preview = bill._note_preview(spec)
        note = bill._note_correct(spec, {"date": "2026-03-10"})
        note.action_post()
        self.assertAlmostEqual(note.amount_total, preview["total_amount"], 2)

    def test_debit_note_of_cents_after_the_end_keeps_them(self):
        bill = self.invoice(
            ("Car", 10, 33.33),
            move_type="in_invoice",
            tax=self.new_tax(19.0, "purchase", **INCLUDED),
            post=False,
        )
        bill.invoice_line_ids.deductible_amount = 60.0
        bill.action_post()
        self.correct(bill, "full")
        debit = self.debit(bill, post=False)
        debit.invoice_line_ids.write({"quantity": 1, "price_unit": 0.3})
        total = debit.amount_total
        debit.action_post()
        private = debit.line_ids.filtered(
            lambda line: line.display_type == "non_deductible_tax"
        )
        self.assertEqual((debit.amount_total, private.balance), (total, 0.02))
        self.assertEqual(total, 0.3)

    def test_rounding_in_a_tax_is_no_net_in_a_note_without_that_tax(self):
        invoice = self.invoice(
            ("Lamp", 1, 9.99),
            ("Desk", 7, 235.99),
            tax=self.new_tax(21.0),
            post=False,
            invoice_cash_rounding_id=self.coins("biggest_tax").id,
        )
        invoice.invoice_line_ids[1].tax_ids = self.new_tax(23.0, **INCLUDED)
        invoice.action_post()
        self.credit(invoice, Desk=3)
        self.credit(invoice, Desk=4)
        note = self.rest(invoice)
        self.assert_nothing_left(invoice)
        self.assertEqual(invoice.note_remaining_untaxed_amount, 0.0)
        # Of a tax that is not on it a note gives nothing back
        taxes = note.invoice_line_ids.tax_ids
        self.assertEqual(note.line_ids.tax_line_id, taxes)

    def test_steps_of_the_net_are_shared_out_among_lines(self):
        bill = self.invoice(
            ("Desk", 3, 3333.0),
            ("Chair", 2, 1272.0),
            ("Table", 1, 15694.0),
            ("Book", 0.33, 1493.0),
            move_type="in_invoice",
            tax=self.new_tax(5.5, "purchase"),
            post=False,
            currency_id=self.yen().id,
        )
        desk, chair, _table, book = bill.invoice_line_ids
        (desk | chair | book).discount = 33.0
        chair.tax_ids = self.new_tax(19.0, "purchase", **INCLUDED)
        bill.action_post()
        note = self.correct(bill, "full", post=False)
        (note.invoice_line_ids - note.invoice_line_ids[-1]).unlink()
        note.invoice_line_ids.price_unit = 746.5
        note.action_post()
        self.reprice(bill, 1144.8, place=1)
        self.reprice(bill, 373.0, place=3)
        self.rest(bill)
        self.assert_nothing_left(bill)

    def test_no_more_of_a_tax_comes_back_than_was_charged(self):
        """Half by a rebate and half of the pieces would be 9,712 of 9,711."""
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        high = self.new_tax(21.0, "purchase")
        bill = self.invoice(
            ("Book", 1.5, 3333.0),
            ("Desk", 5, 9999.0),
            move_type="in_invoice",
            tax=self.new_tax(6.0, "purchase"),
            post=False,
            currency_id=self.yen().id,
        )
        bill.invoice_line_ids.discount = 7.5
        fee = self.new_tax(0.5, "purchase", amount_type="fixed")
        bill.invoice_line_ids[1].tax_ids = high | fee
        bill.action_post()
        self.correct(bill, "amount", amount=30431.0)
        note = self.correct(bill, "full", post=False)
        own = note.invoice_line_ids[1]
        (note.invoice_line_ids - own).unlink()
        own.quantity = 2.5
        note.action_post()
        rest = self.rest(bill)
        self.assert_nothing_left(bill)
        tax_line = rest.line_ids.filtered(lambda line: line.tax_line_id == high)
        self.assertLessEqual(tax_line.balance, 0.0)

    def test_rounding_in_a_tax_goes_with_the_tax(self):
        high, low = self.new_tax(21.0), self.new_tax(6.0)
        invoice = self.invoice(
            ("Desk", 2, 99.99),
            ("Lamp", 1, 30.52),
            post=False,
            invoice_cash_rounding_id=self.coins("biggest_tax").id,
        )
        invoice.invoice_line_ids[0].tax_ids = False
        invoice.invoice_line_ids[1].tax_ids = high
        invoice.action_post()
        self.assertEqual(invoice.amount_tax, 6.4)  # 6.41 less what was rounded
        note = self.retax(invoice, low, place=1)
        own = note.line_ids.filtered("tax_line_id")
        taken = own.filtered(lambda line: line.tax_line_id == high)
        self.assertEqual(round(sum(taken.mapped("balance")), 2), 6.4)
        names = own.filtered(lambda line: line.display_type == "rounding").mapped(
            "name"
        )
        self.assertEqual({name.split(" (")[0] for name in names}, {high.name, low.name})
        self.rest(invoice)
        self.assert_nothing_left(invoice)

    def test_without_a_tax_nothing_is_rounded_in_one(self):
        bill = self.invoice(
            ("Desk", 2, 99.99),
            ("Lamp", 2, 161.62),
            move_type="in_invoice",
            tax=self.new_tax(6.0, "purchase"),
            post=False,
            invoice_cash_rounding_id=self.coins("biggest_tax").id,
        )
        bill.action_post()
        self.correct(bill, "lines", rows={1: {"quantity": 2}})
        none, line = self.new_tax(0.0, "purchase"), bill.invoice_line_ids[0]
        spec = Correction(mode="tax", taxes={line.id: none.ids})
        total = bill._note_preview(spec)["total_amount"]
        self.assertEqual(self.retax(bill, none).amount_total, total)
        # No tax stands any more, and what stands is rounded no more
        self.assertEqual(bill.note_remaining_amount, 199.98)
        self.assertFalse(self.rest(bill).line_ids.tax_line_id)
        self.assert_nothing_left(bill)

    def test_less_than_was_taken_before_is_not_rounded(self):
        """Steps of the net go to pieces; what a rebate took comes back as it was."""
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        bill = self.invoice(
            ("Desk", 2, 25878.0),
            ("Chair", 7, 3333.0),
            move_type="in_invoice",
            tax=self.new_tax(5.5, "purchase"),
            post=False,
            currency_id=self.yen().id,
        )
        bill.invoice_line_ids.discount = 33.0
        bill.invoice_line_ids[1].tax_ids = False
        bill.action_post()
        for desks, chairs in ((0.66, 1.4), (0.27, 5.6)):
            rows = {0: {"quantity": desks}, 1: {"quantity": chairs}}
            self.correct(bill, "lines", rows=rows)
        self.correct(bill, "amount", amount=2611.0)
        note = self.correct(bill, "full", post=False)
        own = note.invoice_line_ids[0]
        (note.invoice_line_ids - own).unlink()
        own.quantity = 0.4
        note.action_post()
        self.rest(bill)
        self.assert_nothing_left(bill)

    def test_pieces_of_which_rounding_left_nothing_come_back_and_it_is_told(self):
        invoice = self.invoice(
            ("Screw", 3, 0.03),
            invoice_cash_rounding_id=self.coins().id,
            tax=self.env["account.tax"],
        )
        self.assertEqual(invoice.amount_total, 0.1)
        self.pieces(invoice, 2)
        request = {
            "invoice_ids": invoice.ids,
            "mode": "lines",
            "lines": [{"line_id": invoice.invoice_line_ids.id, "quantity": 1}],
        }
        api = self.env["account.note.api"]
        (foreseen,) = api.preview_correction({**request, "side": "credit"})["previews"]
        row = {0: {"quantity": 1}}
        note = self.correct(invoice, "lines", rows=row, post=False)
        for told in (
            foreseen["warnings"],
            [alert["message"] for alert in note.alerts.values()],
        ):
            self.assertIn("nothing remains to take back", str(told))
        note.action_post()
        self.assertIn("nothing remains", str(note.message_ids.mapped("body")))
        self.assert_nothing_left(invoice)

    def test_rebate_off_by_a_step_is_taken_back(self):
        """Core may round together: each amount may be off by a step."""
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 0.87)])
        high = self.new_tax(21.0)
        withheld = high | self.new_tax(-15.0, sequence=9)
        invoice = self.invoice(
            ("Desk", 3, 10.19),
            ("Chair", 3, 33.33),
            ("Lamp", 0.33, 33.33),
            ("Book", 2, 16.41),
            tax=withheld,
            post=False,
            currency_id=euro.id,
        )
        desk, _chair, lamp, book = invoice.invoice_line_ids
        desk.write({"tax_ids": self.new_tax(23.0, **INCLUDED), "discount": 33.0})
        lamp.discount = 7.5
        book.tax_ids = high | self.new_tax(0.5, amount_type="fixed", sequence=3)
        invoice.action_post()
        self.correct(invoice, "amount", amount=88.99)
        self.charge(invoice, "price", rows={2: {"new_price": 41.66}})
        note = self.correct(invoice, "full", post=False)
        own = note.invoice_line_ids.filtered(
            lambda line: line.origin_line_id == invoice.invoice_line_ids[1]
        )
        (note.invoice_line_ids - own).unlink()
        own.quantity = 1.5
        note.action_post()
        self.rest(invoice)
        self.assert_nothing_left(invoice)


@tagged("post_install", "-at_install")
class TestAskedAmounts(ExactCase):
    """An amount that was asked for is what the note comes to."""

    def test_cents_of_taxes_are_not_taken_from_lines_without_taxes(self):
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        invoice = self.invoice(
            ("Desk", 7, 3333.0),
            ("Book", 1, 1076.0),
            tax=self.new_tax(5.0) | self.new_tax(9.975),
            post=False,
            currency_id=self.yen().id,
        )
        invoice.invoice_line_ids[1].tax_ids = False
        invoice.action_post()
        self.credit(invoice, Desk=3.5)
        for amount in (7224.0, 3333.0):
            note = self.correct(invoice, "amount", amount=amount)
            self.assertEqual(note.amount_total, amount)
        self.rest(invoice)
        self.assert_nothing_left(invoice)


@tagged("post_install", "-at_install")
class TestOneRate(ExactCase):
    """At the rate of the invoice nothing is lost or won."""

    def test_credit_over_two_debit_notes_makes_no_exchange_entry(self):
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 0.87)])
        invoice = self.invoice(
            ("Tape", 2.25, 8.28), tax=self.new_tax(21.0), currency_id=euro.id
        )
        self.charge(invoice, "price", rows={0: {"new_price": 10.35}})
        self.correct(invoice, "amount", amount=14.09)
        note = self.correct(invoice, "full", post=False)
        (note.invoice_line_ids - note.invoice_line_ids[0]).unlink()
        note.invoice_line_ids.price_unit = 4.14
        note.action_post()
        self.charge(invoice, "price", rows={0: {"new_price": 6.83}})
        self.rest(invoice)
        self.assert_nothing_left(invoice)
        lines = self.family(invoice).line_ids
        matches = lines.matched_debit_ids | lines.matched_credit_ids
        self.assertFalse(matches.exchange_move_id)

    def test_cents_that_are_given_again_when_posted_are_the_same(self):
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        invoice = self.invoice(
            ("Desk", 2, 17338.26),
            ("Pen", 7, 2233.11),
            tax=self.new_tax(5.5),
            post=False,
            currency_id=self.yen().id,
        )
        desk, pen = invoice.invoice_line_ids
        pen.tax_ids = False
        invoice.action_post()
        spec = Correction(mode="lines", quantities={desk.id: 0.66, pen.id: 1.4})
        preview = invoice._note_preview(spec)
        note = invoice._note_correct(spec, {"date": "2026-03-10"})
        # 34,677 and 15,632 less what stands: each is a yen more than its pieces
        self.assertEqual(note.invoice_line_ids.mapped("price_subtotal"), [11444, 3127])
        note.action_post()
        self.assertEqual(note.amount_total, preview["total_amount"])
        self.assertEqual(note.invoice_line_ids.mapped("price_subtotal"), [11444, 3127])
        self.rest(invoice)
        self.assert_nothing_left(invoice)
